import { DAY } from '../format/time';

const MINUTE = 60_000;
const RADIANS = Math.PI / 180;

/** The sun's upper edge on the horizon, with the usual refraction: its centre is so low. */
const HORIZON = -0.833;

/** Degrees above the horizon, to about 0.1°: the low-precision formulae of the Astronomical Almanac. */
export function sunElevation(time: number, lat: number, lon: number): number {
  const days = time / DAY - 10957.5; // since J2000
  const anomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const mean = 280.46 + 0.9856474 * days;
  const longitude = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const tilt = (23.439 - 0.0000004 * days) * RADIANS;
  const declination = Math.asin(Math.sin(tilt) * Math.sin(longitude));
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude));
  const sidereal = (280.46062 + 360.98564737 * days + lon) * RADIANS;
  const hourAngle = sidereal - ascension;
  const sine =
    Math.sin(lat * RADIANS) * Math.sin(declination) +
    Math.cos(lat * RADIANS) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(sine) / RADIANS;
}

const STEP = 20 * MINUTE;

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
