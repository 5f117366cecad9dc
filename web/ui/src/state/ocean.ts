import { computed, effect, signal } from '@preact/signals';
import { type AreaMean, type Box, fetchAreaMean } from '../api/area';
import type { Panel } from '../chart/panels';
import { meanAt, quantileAt } from '../chart/quantile';
import { displayFor } from '../format/units';
import { layerNamed } from './layers';
import { describe } from './problem';
import { dataset, run, view } from './store';

/** Where the ocean tells of El Niño: the Niño 3.4 region. */
const NINO_34: Box = [-170, -5, -120, 5];
const LAYER = 'sea_surface_temperature';

/** As many members as are asked for. */
const MOST_MEMBERS = 60;

/** The mean over the region, of each member. */
const found = signal<AreaMean[] | null>(null);
export const oceanProblem = signal<string | null>(null);

/** Whether the run tells of the sea's surface there. */
export const hasOcean = computed(() => {
  const [, south, , north] = NINO_34;
  const box = dataset.value?.grid.bbox;
  const isThere = run.value?.layers.some(({ name }) => name === LAYER) && box;
  return Boolean(isThere && box[1] <= south && box[3] >= north && isAcross(box[0], box[2]));
});

/** Whether a grid from west to east has the region's longitudes. */
function isAcross(west: number, east: number): boolean {
  const [from, , to] = NINO_34;
  const turned = west + ((((from - west) % 360) + 360) % 360);
  return east - west >= 359 || turned + (to - from) <= east;
}

const wish = computed<string | null>(() => {
  const current = run.value;
  if (view.value.tab !== 'ocean' || !current || !hasOcean.value) return null;
  const { dataset: id, run: of, members, completeness } = current;
  const asked = members?.slice(0, MOST_MEMBERS) ?? null;
  return JSON.stringify({ id, of, members: asked, present: completeness.present });
});

/** Asks for the region's curves while they are looked at. */
export function startOcean(): void {
  effect(() => {
    const text = wish.value;
    found.value = null;
    oceanProblem.value = null;
    if (text === null) return;
    const abort = new AbortController();
    void ask(JSON.parse(text), abort.signal);
    return () => abort.abort();
  });
}

interface Wish {
  id: string;
  of: string;
  members: number[] | null;
}

async function ask({ id, of, members }: Wish, signal: AbortSignal): Promise<void> {
  const query = { dataset: id, run: of, layer: LAYER, box: NINO_34 };
  const each = members?.map((member) => ({ ...query, member })) ?? [query];
  try {
    const curves = await Promise.all(each.map((one) => fetchAreaMean(one, signal)));
    if (!signal.aborted) found.value = curves;
  } catch (error) {
    if (!signal.aborted) oceanProblem.value = describe(error).detail;
  }
}

export interface OceanCurve {
  times: number[];
  panel: Panel;
  members: number;
}

/** The mean of the members, P10 to P90 about it and each of them behind; null until it is here. */
export const oceanCurve = computed<OceanCurve | null>(() => {
  const layer = layerNamed(run.value?.layers ?? [], LAYER);
  const [first] = found.value ?? [];
  if (!layer || !first) return null;
  const { times } = first;
  const curves = (found.value ?? []).map(({ values }) => values);
  const all = (make: (at: number) => number | null) => times.map((_, at) => make(at));
  const isEnsemble = curves.length > 1;
  const spread = {
    times,
    low: all((at) => quantileAt(curves, at, 0.1)),
    high: all((at) => quantileAt(curves, at, 0.9)),
  };
  const series = {
    name: 'nino34',
    title: { en: 'Niño 3.4: mean sea surface temperature', zh: 'Niño 3.4 区平均海温' },
    display: displayFor(layer, view.value.units),
    colour: 'var(--curve-temperature)',
    values: all((at) => meanAt(curves, at)),
    earlier: isEnsemble ? curves.map((values) => ({ run: '', times, values })) : [],
    spread: curves.length > 2 ? spread : null,
  };
  const panel: Panel = {
    kind: 'line',
    series: [series],
    height: 170,
    fromZero: false,
    smallestSpan: 1,
  };
  return { times, panel, members: curves.length };
});
