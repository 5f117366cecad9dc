import { basicTime, parseTime } from '../format/time';
import type { Place } from '../state/view';
import { fetchJson } from './client';

/** A cut through the air along a line at one time, in SI. */
export interface SectionAnswer {
  dataset: string;
  run: string;
  /** Of an ensemble: whose it is. */
  member?: number;
  time: number;
  lengthKm: number;
  /** Of the places on the line. */
  distanceKm: number[];
  lat: number[];
  lon: number[];
  /** Of the levels, in Pa, from below. */
  pressure: number[];
  /** By place; null where nobody knows where the ground is. */
  surfacePressure: (number | null)[];
  /** By variable, level and place. */
  levels: Record<string, (number | null)[][]>;
  missing: Record<string, string>;
}

export interface SectionQuery {
  dataset: string;
  run: string;
  time: number;
  line: Place[];
  variables: string[];
  of: string;
}

const PLACES = 121;

interface RawSection {
  dataset: string;
  run: string;
  member?: number;
  length_km: number;
  distance_km: number[];
  lat: number[];
  lon: number[];
  pressure: number[];
  sections: {
    time: string;
    surface_pressure: (number | null)[] | null;
    levels: Record<string, (number | null)[][]>;
    missing?: Record<string, string>;
  }[];
}

export async function fetchSection(
  { dataset, run, time, line, variables, of }: SectionQuery,
  signal?: AbortSignal,
): Promise<SectionAnswer | null> {
  const search = new URLSearchParams({
    dataset,
    run,
    time: basicTime(time),
    points: line.map(({ lat, lon }) => `${lat},${lon}`).join(';'),
    layers: variables.join(','),
    count: String(PLACES),
  });
  const raw = await fetchJson<RawSection>(`/api/v1/section?${search}${of && `&${of}`}`, signal);
  const section = raw.sections[0];
  if (!section) return null;
  return {
    dataset: raw.dataset,
    run: raw.run,
    member: raw.member,
    time: parseTime(section.time) ?? time,
    lengthKm: raw.length_km,
    distanceKm: raw.distance_km,
    lat: raw.lat,
    lon: raw.lon,
    pressure: raw.pressure,
    surfacePressure: section.surface_pressure ?? [],
    levels: section.levels,
    missing: section.missing ?? {},
  };
}
