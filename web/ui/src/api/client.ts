import { parseTime } from '../format/time';
import type {
  Dataset,
  Layer,
  Legend,
  LegendStop,
  NamedPlace,
  PointAnswer,
  PointLayer,
  Run,
  RunsAnswer,
} from './types';

/** What went wrong, in the server's own words where it said some. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

export async function fetchOk(
  url: string,
  signal?: AbortSignal,
  sent: RequestInit = {},
): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { ...sent, signal });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, 'unreachable', String(cause));
  }
  if (answer.ok) return answer;
  throw await problemOf(answer);
}

async function problemOf(answer: Response): Promise<ApiError> {
  const body = await answer.json().catch(() => ({}));
  const { kind = 'http', detail, title } = body as Record<string, string>;
  return new ApiError(answer.status, kind, detail ?? title ?? answer.statusText);
}

export async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return (await fetchOk(url, signal)).json() as Promise<T>;
}

export async function fetchDatasets(): Promise<Dataset[]> {
  const { datasets } = await fetchJson<{ datasets: Dataset[] | null }>('/api/v1/datasets');
  return (datasets ?? []).map((dataset) => ({ ...dataset, runs: dataset.runs ?? [] }));
}

interface RawRun extends Omit<Run, 'reference' | 'times' | 'expectedTimes' | 'layers'> {
  reference_time: string;
  times: string[];
  expected_times?: string[];
  layers: (Omit<Layer, 'times'> & { times?: string[] })[];
}

export async function fetchRun(dataset: string, run: string): Promise<Run> {
  const raw = await fetchJson<RawRun>(`/api/v1/datasets/${enc(dataset)}/runs/${enc(run)}`);
  const times = parseTimes(raw.times);
  const expected = parseTimes(raw.expected_times);
  return {
    dataset: raw.dataset,
    run: raw.run,
    reference: parseTime(raw.reference_time) ?? times[0] ?? 0,
    published: raw.published,
    complete: raw.complete,
    times,
    expectedTimes: expected.length ? expected : times,
    members: raw.members,
    completeness: { expected: raw.completeness.expected, present: raw.completeness.present },
    layers: raw.layers.map((layer) => ({
      ...layer,
      times: layer.times ? parseTimes(layer.times) : undefined,
    })),
  };
}

/** `of` is a query that says what the layer's values are, "" for the layer itself. */
export async function fetchLegend(layer: string, of = ''): Promise<Legend> {
  const legend = await fetchJson<RawLegend>(`/api/v1/legend/${enc(layer)}.json${of && `?${of}`}`);
  return legend.interpolation === 'step' ? { ...legend, stops: flatSteps(legend.stops) } : legend;
}

interface RawLegend extends Legend {
  interpolation?: 'linear' | 'step';
}

/** Colours that hold up to the next stop, as stops between which they change linearly. */
export function flatSteps(stops: LegendStop[]): LegendStop[] {
  return stops.flatMap((stop, i) => {
    const next = stops[i + 1];
    return next ? [stop, { value: next.value, colour: stop.colour }] : [stop];
  });
}

export async function fetchPlaces(text: string, signal: AbortSignal): Promise<NamedPlace[]> {
  const url = `/api/v1/search?q=${enc(text)}`;
  return (await fetchJson<{ places: NamedPlace[] }>(url, signal)).places;
}

export interface PointQuery {
  dataset: string;
  run: string;
  lat: number;
  lon: number;
  layers: string[];
  /** Which member of an ensemble, or what over all; "" for the control. */
  of: string;
}

interface RawPoint extends Omit<PointAnswer, 'lat' | 'lon' | 'cell' | 'times' | 'layers'> {
  points: {
    lat: number;
    lon: number;
    cell: PointAnswer['cell'];
    times: string[];
    layers: Record<string, PointLayer>;
  }[];
}

export async function fetchPoint(query: PointQuery, signal?: AbortSignal): Promise<PointAnswer> {
  const search = new URLSearchParams({
    dataset: query.dataset,
    run: query.run,
    lat: String(query.lat),
    lon: String(query.lon),
    layers: query.layers.join(','),
    interpolation: 'bilinear',
  });
  const url = `/api/v1/point?${search}${query.of && `&${query.of}`}`;
  const { points, ...head } = await fetchJson<RawPoint>(url, signal);
  const point = points[0];
  if (!point) throw new ApiError(200, 'empty', 'no point in the answer');
  return { ...head, ...point, times: parseTimes(point.times) };
}

/** The same of a run and of those before it. */
export async function fetchRuns(query: PointQuery, signal?: AbortSignal): Promise<RunsAnswer> {
  const search = new URLSearchParams({
    dataset: query.dataset,
    run: query.run,
    lat: String(query.lat),
    lon: String(query.lon),
    layers: query.layers.join(','),
  });
  const url = `/api/v1/point/runs?${search}${query.of && `&${query.of}`}`;
  const { runs, times, points } = await fetchJson<{
    runs: { run: string }[];
    times: string[];
    points: Pick<RunsAnswer, 'layers'>[];
  }>(url, signal);
  const layers = points[0]?.layers ?? {};
  return { runs: runs.map(({ run }) => run), times: parseTimes(times), layers };
}

function parseTimes(texts: string[] | undefined): number[] {
  return (texts ?? []).map(parseTime).filter((time) => time !== null);
}

const enc = encodeURIComponent;
