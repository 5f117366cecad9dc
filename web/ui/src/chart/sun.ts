import { subsolarPoint } from '../map/sun';

const RADIANS = Math.PI / 180;

/** The sun's upper edge on the horizon, with the usual refraction: its centre is so low. */
const HORIZON = -0.833;

/** Degrees above the horizon. */
export function sunElevation(time: number, lat: number, lon: number): number {
  const below = subsolarPoint(time);
  const [here, there] = [lat * RADIANS, below.lat * RADIANS];
  const across = Math.cos((lon - below.lon) * RADIANS);
  const sine = Math.sin(here) * Math.sin(there) + Math.cos(here) * Math.cos(there) * across;
  return Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS;
}

const STEP = 20 * 60_000;

/** When the sun is down at a place between two times, to about a minute; [start, end] each. */
export function nights(lat: number, lon: number, first: number, last: number): [number, number][] {
  const found: [number, number][] = [];
  const height = (time: number) => sunElevation(time, lat, lon) - HORIZON;
  let start = height(first) < 0 ? first : null;
  for (let time = first; time < last; time += STEP) {
    const next = Math.min(last, time + STEP);
    const [before, after] = [height(time), height(next)];
    if (before < 0 === after < 0) continue;
    const crossing = time + ((next - time) * before) / (before - after);
    if (after < 0) start = crossing;
    else if (start !== null) found.push([start, crossing]);
    if (after >= 0) start = null;
  }
  if (start !== null) found.push([start, last]);
  return found;
}
