import { parseTime } from '../format/time';
import { fetchJson } from './client';

/** A box: west, south, east, north. */
export type Box = readonly [number, number, number, number];

export interface AreaQuery {
  dataset: string;
  run: string;
  layer: string;
  box: Box;
  /** Of an ensemble. */
  member?: number;
}

export interface AreaMean {
  times: number[];
  /** In SI; null where there is none. */
  values: (number | null)[];
}

/** The mean of a layer over a box, each cell by its area within, at all times of a run. */
export async function fetchAreaMean(query: AreaQuery, signal?: AbortSignal): Promise<AreaMean> {
  const { dataset, run, layer, box, member } = query;
  const search = new URLSearchParams({
    dataset,
    run,
    layers: layer,
    bbox: box.join(),
    statistics: 'mean',
  });
  if (member !== undefined) search.set('member', String(member));
  const answer = await fetchJson<{
    times: string[];
    layers: Record<string, { mean: (number | null)[] }>;
  }>(`/api/v1/area?${search}`, signal);
  const times = answer.times.map((text) => parseTime(text) ?? 0);
  return { times, values: answer.layers[layer]?.mean ?? [] };
}
