import { computed, effect, signal } from '@preact/signals';
import {
  fetchPower,
  fetchTurbines,
  type PowerAnswer,
  type PowerQuery,
  type Turbine,
} from '../api/power';
import type { Run } from '../api/types';
import { describe } from './problem';
import { dataset, run, view, zone } from './store';

/** The energy page: whose power, and what the server says of it. */

/** Farms as CSV or GeoJSON, as they were dropped or written; "" for none. */
export const portfolio = signal('');
export const turbines = signal<Turbine[]>([]);
export const power = signal<PowerAnswer | null>(null);
export const powerProblem = signal<string | null>(null);

/** What to compute: the portfolio, or one turbine at the chosen place. */
export const farmsText = computed<string>(() => {
  const { energy, place } = view.value;
  if (!energy || portfolio.value || !place) return energy ? portfolio.value : '';
  const hub = energy.hub ?? '';
  return `name,lat,lon,turbine,count,hub_height_m\n${place.lat}°N,${place.lat},${place.lon},${energy.turbine},1,${hub}\n`;
});

export async function takeFile(file: File): Promise<void> {
  portfolio.value = await file.text();
}

/** P10 to P90 are of an ensemble's members, or of the last runs. */
function quantilesOf(current: Run): string {
  if ((current.members?.length ?? 0) > 2) return 'members=all';
  const before = dataset.value?.runs.filter((each) => each.run <= current.run).length ?? 0;
  return before > 2 ? `lags=${Math.min(before, 8)}` : '';
}

export const powerQuery = computed<PowerQuery | null>(() => {
  const current = run.value;
  if (!current?.times.length) return null;
  const { dataset: id, run: of } = current;
  return { dataset: id, run: of, zone: zone.value, of: quantilesOf(current) };
});

/** As text, so that only a change of it asks again; steps that arrive are a reason to. */
const wish = computed<string | null>(() => {
  const query = powerQuery.value;
  if (!query || !farmsText.value) return null;
  const present = run.value?.completeness.present;
  return JSON.stringify({ query, farms: farmsText.value, present });
});

let isStarted = false;

/** Asks for what the page shows, from its first opening on. */
export function startEnergy(): void {
  if (isStarted) return;
  isStarted = true;
  fetchTurbines().then(
    (all) => {
      turbines.value = all;
    },
    (error) => {
      powerProblem.value = describe(error).detail;
    },
  );
  effect(() => {
    const text = wish.value;
    if (text === null) {
      power.value = null;
      powerProblem.value = null;
      return;
    }
    const abort = new AbortController();
    void ask(JSON.parse(text), abort.signal);
    return () => abort.abort();
  });
}

interface Wish {
  query: PowerQuery;
  farms: string;
}

async function ask({ query, farms }: Wish, signal: AbortSignal): Promise<void> {
  try {
    const answer = await orPlain(query, farms, signal);
    if (signal.aborted) return;
    power.value = answer;
    powerProblem.value = null;
  } catch (error) {
    if (signal.aborted) return;
    power.value = null;
    powerProblem.value = describe(error).detail;
  }
}

/** Without quantiles where the runs before lack what they take. */
async function orPlain(query: PowerQuery, farms: string, signal: AbortSignal) {
  try {
    return await fetchPower(query, farms, signal);
  } catch (error) {
    if (!query.of || describe(error).kind !== 'not_found') throw error;
    return fetchPower({ ...query, of: '' }, farms, signal);
  }
}
