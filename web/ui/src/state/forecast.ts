import { computed, effect, signal } from '@preact/signals';
import { fetchPoint, fetchRuns, type PointQuery } from '../api/client';
import type { PointAnswer } from '../api/types';
import type { Behind } from '../chart/behind';
import { layersBehind, layersToAsk, makePanels, type Panel } from '../chart/panels';
import { companionQuery } from './members';
import { describe } from './problem';
import { layer, run, view } from './store';

/** The forecast of the chosen place; drawer and timeline show the same. */
export const forecast = signal<PointAnswer | null>(null);
export const forecastProblem = signal<string | null>(null);
/** What earlier runs and the members say there; it comes after the forecast, if at all. */
export const behind = signal<Behind>({});

export const panels = computed<Panel[]>(() => {
  const layers = run.value?.layers ?? [];
  const { units } = view.value;
  return forecast.value ? makePanels(forecast.value, layers, layer.value, units, behind.value) : [];
});

/** What to ask for, as text, so that only a change of it asks again. */
const wanted = computed<string | null>(() => {
  const { place, member } = view.value;
  const current = run.value;
  if (!place || !current?.times.length) return null;
  const query: PointQuery = {
    dataset: current.dataset,
    run: current.run,
    lat: place.lat,
    lon: place.lon,
    layers: layersToAsk(current.layers, layer.value),
    of: companionQuery(current, member),
  };
  const isEnsemble = (current.members?.length ?? 0) > 2;
  const names = layersBehind(current.layers, layer.value);
  // Steps that arrive are a reason to ask again.
  const { present } = current.completeness;
  return JSON.stringify({ query, isEnsemble, names, present });
});

/** Asks for the forecast of the chosen place, again when its run grows. */
export function startForecast(): void {
  effect(() => {
    const wish = wanted.value;
    if (wish === null) {
      forget();
      return;
    }
    const abort = new AbortController();
    void ask(JSON.parse(wish), abort.signal);
    return () => abort.abort();
  });
}

function forget(): void {
  forecast.value = null;
  forecastProblem.value = null;
  behind.value = {};
}

interface Wish {
  query: PointQuery;
  isEnsemble: boolean;
  names: string[];
}

async function ask({ query, isEnsemble, names }: Wish, signal: AbortSignal): Promise<void> {
  if (!isSamePlace(query)) forget();
  try {
    const answer = await fetchPoint(query, signal);
    if (signal.aborted) return;
    forecast.value = answer;
    forecastProblem.value = null;
    if (!names.length) return;
    const found = await askBehind({ ...query, layers: names }, isEnsemble, signal);
    if (!signal.aborted) behind.value = found;
  } catch (error) {
    if (signal.aborted) return;
    forget();
    forecastProblem.value = describe(error).detail;
  }
}

function isSamePlace({ dataset, run: of, lat, lon }: PointQuery): boolean {
  const now = forecast.peek();
  return now?.dataset === dataset && now.run === of && now.lat === lat && now.lon === lon;
}

/** A forecast is whole without what stands behind it: what cannot be had is left out. */
async function askBehind(query: PointQuery, isEnsemble: boolean, signal: AbortSignal) {
  const or = <T>(asked: Promise<T>) => asked.catch(() => null);
  const part = (of: string) =>
    isEnsemble ? or(fetchPoint({ ...query, of: `statistic=${of}` }, signal)) : null;
  const [earlier, low, high] = await Promise.all([
    or(fetchRuns(query, signal)),
    part('p10'),
    part('p90'),
  ]);
  return { earlier, low, high };
}
