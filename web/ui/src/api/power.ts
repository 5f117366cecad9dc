import { parseTime } from '../format/time';
import { fetchJson, fetchOk } from './client';

/** The server's answers about power (docs/http.md), with times turned into epoch milliseconds. */

export interface Turbine {
  id: string;
  name: string;
  rated_power_kW: number;
  hub_height_m?: number;
}

export interface Day {
  date: string;
  energy_MWh: number;
  hours: number;
  complete: boolean;
}

export interface Ramp {
  from: string;
  to: string;
  change_MW: number;
}

type Values = (number | null)[];

export interface PowerSum {
  capacity_MW: number;
  power_MW: Values;
  p10_MW?: Values;
  p50_MW?: Values;
  p90_MW?: Values;
  energy: Day[];
  largest_rise: Ramp | null;
  largest_fall: Ramp | null;
  missing?: string;
}

export interface PowerAnswer {
  dataset: string;
  run: string;
  times: number[];
  lagged_runs?: string[];
  members?: number[];
  method?: { hub_height_m: number; wind: string; density: string }[];
  solar_method?: string;
  total: PowerSum;
  groups?: Record<string, PowerSum>;
}

export interface PowerQuery {
  dataset: string;
  run: string;
  zone: string;
  /** What P10 to P90 are of: so many runs, the members, or "" for none. */
  of: string;
}

export async function fetchTurbines(): Promise<Turbine[]> {
  return (await fetchJson<{ turbines: Turbine[] }>('/api/v1/power/turbines')).turbines;
}

function farmsUrl({ dataset, run, zone, of }: PowerQuery): string {
  return `/api/v1/power/farms?${new URLSearchParams({ dataset, run, zone })}${of && `&${of}`}`;
}

/** `farms` is CSV or GeoJSON. */
export async function fetchPower(query: PowerQuery, farms: string, signal?: AbortSignal) {
  const url = `${farmsUrl(query)}&detail=groups`;
  const answer = await fetchOk(url, signal, { method: 'POST', body: farms });
  const raw = (await answer.json()) as Omit<PowerAnswer, 'times'> & { times: string[] };
  const times = raw.times.map((text) => parseTime(text) ?? 0);
  return { ...raw, times } as PowerAnswer;
}

export async function fetchPowerCsv(query: PowerQuery, farms: string): Promise<string> {
  const url = `${farmsUrl(query)}&format=csv`;
  return (await fetchOk(url, undefined, { method: 'POST', body: farms })).text();
}
