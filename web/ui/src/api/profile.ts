import { parseTime } from '../format/time';
import { fetchJson } from './client';
import type { Titles } from './types';

/** The air above a place at one time, in SI; from below, null where there is no value. */
export interface Profile {
  time: number;
  ground: Record<string, number | null>;
  belowGround: (boolean | null)[];
  levels: Record<string, (number | null)[]>;
  indices: Index[];
  parcels: Record<string, Parcel>;
  /** Why something is not there, by its name. */
  missing: Record<string, string>;
}

export interface Index {
  name: string;
  title: Titles;
  units: string;
  value: number | null;
  missing?: string;
}

export interface ParcelLevel {
  pressure: number;
  height: number | null;
  temperature: number | null;
}

export interface Parcel {
  cape: number | null;
  cin: number | null;
  lcl: ParcelLevel | null;
  lfc: ParcelLevel | null;
  el: ParcelLevel | null;
  path: { pressure: number[]; temperature: (number | null)[] };
}

export interface ProfileAnswer {
  dataset: string;
  run: string;
  /** Of an ensemble: whose it is. */
  member?: number;
  lat: number;
  lon: number;
  elevation: number | null;
  /** Of the levels, in Pa. */
  pressure: number[];
  profiles: Profile[];
}

export interface ProfileQuery {
  dataset: string;
  run: string;
  lat: number;
  lon: number;
  of: string;
}

interface RawProfile extends Omit<Profile, 'time' | 'belowGround'> {
  time: string;
  below_ground: (boolean | null)[] | null;
}

interface RawAnswer extends Omit<ProfileAnswer, 'profiles' | 'elevation'> {
  cell: { elevation: number | null } | null;
  profiles: RawProfile[];
}

/** At all times of the run. */
export async function fetchProfiles(
  query: ProfileQuery,
  signal?: AbortSignal,
): Promise<ProfileAnswer> {
  const { of, ...rest } = query;
  const search = new URLSearchParams(
    Object.entries(rest).map(([name, value]) => [name, String(value)]),
  );
  const url = `/api/v1/profile?${search}${of && `&${of}`}`;
  const { cell, profiles, ...head } = await fetchJson<RawAnswer>(url, signal);
  return {
    ...head,
    elevation: cell?.elevation ?? null,
    profiles: profiles.map(({ below_ground: below, time, missing = {}, ...profile }) => ({
      ...profile,
      missing,
      time: parseTime(time) ?? 0,
      belowGround: below ?? [],
    })),
  };
}
