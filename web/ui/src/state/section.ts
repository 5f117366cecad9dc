import { computed, effect, signal } from '@preact/signals';
import { fetchLegend } from '../api/client';
import { fetchSection, type SectionAnswer, type SectionQuery } from '../api/section';
import type { Layer, Legend } from '../api/types';
import { widened } from '../chart/section-scale';
import { patchView } from './actions';
import { pressureOf } from './layers';
import { singleMemberQuery } from './members';
import { describe } from './problem';
import { layer, run, view } from './store';
import type { Place } from './view';

/** The first end of a line that is being drawn. */
export const lineStart = signal<Place | null>(null);
/** The place on the line that the picture is pointed at. */
export const pointedPlace = signal<Place | null>(null);

export const section = signal<SectionAnswer | null>(null);
export const sectionProblem = signal<string | null>(null);
export const sectionLegends = signal<{ fill: Legend; lines: Legend | null } | null>(null);

/** What was chosen to fill the picture with, and to draw lines of; null for the usual. */
export const chosenFill = signal<string | null>(null);
export const chosenLines = signal<string | null>(null);

const FEWEST_LEVELS = 3;

/** One layer of each variable that has a column, to name it by. */
export const columns = computed<Layer[]>(() => {
  const aloft = (run.value?.layers ?? []).filter(
    (each) => each.kind === 'scalar' && pressureOf(each) !== null,
  );
  const counts = new Map<string, Layer[]>();
  for (const each of aloft) {
    counts.set(each.variable, [...(counts.get(each.variable) ?? []), each]);
  }
  return [...counts.values()]
    .filter((same) => same.length >= FEWEST_LEVELS)
    .map((same) => same[Math.floor(same.length / 2)] as Layer);
});

const USUAL_FILLS = ['relative_humidity', 'temperature', 'wind_speed'];
const USUAL_LINES = ['potential_temperature', 'temperature'];

function pick(names: (string | null | undefined)[], not?: Layer): Layer | undefined {
  const known = columns.value.filter((each) => each !== not);
  const name = names.find((each) => known.some(({ variable }) => variable === each));
  return known.find(({ variable }) => variable === name) ?? known[0];
}

/** The layer on the map, where it has a column. */
export const filledWith = computed(() =>
  pick([chosenFill.value, layer.value?.variable, ...USUAL_FILLS]),
);
export const linesOf = computed(() => pick([chosenLines.value, ...USUAL_LINES], filledWith.value));

/** A click on the map while the section is open: an end of the line. */
export function addEnd(place: Place): void {
  const start = lineStart.peek();
  lineStart.value = start ? null : place;
  if (start) patchView({ section: [start, place] });
}

const wanted = computed<string | null>(() => {
  const { section: line, tab, time, member } = view.value;
  const current = run.value;
  const [fill, lines] = [filledWith.value, linesOf.value];
  if (!line || tab !== 'section' || !current || time === null || !fill) return null;
  const names = [fill.variable, lines?.variable, ...windParts(current.layers)];
  const query: SectionQuery = {
    dataset: current.dataset,
    run: current.run,
    time,
    line,
    variables: [...new Set(names.filter((name) => name !== undefined))],
    of: singleMemberQuery(current, member),
  };
  return JSON.stringify({
    query,
    fill: { name: fill.name, variable: fill.variable },
    lines: lines?.name,
  });
});

/** The components of the wind aloft, where the run has them. */
function windParts(layers: readonly Layer[]): string[] {
  const wind = layers.find((each) => each.variable === 'wind' && pressureOf(each) !== null);
  return wind ? ['wind_u_component', 'wind_v_component'] : [];
}

export function startSection(): void {
  effect(() => {
    if (view.value.tab === 'section') return;
    lineStart.value = null;
    pointedPlace.value = null;
  });
  effect(() => {
    const wish = wanted.value;
    if (wish === null) return;
    const abort = new AbortController();
    void ask(JSON.parse(wish), abort.signal);
    return () => abort.abort();
  });
}

interface Wish {
  query: SectionQuery;
  fill: { name: string; variable: string };
  lines?: string;
}

/** The picture before stays until the next is there. */
async function ask({ query, fill, lines }: Wish, signal: AbortSignal): Promise<void> {
  sectionProblem.value = null;
  try {
    const [answer, ofFill, ofLines] = await Promise.all([
      fetchSection(query, signal),
      fetchLegend(fill.name),
      lines ? fetchLegend(lines) : null,
    ]);
    if (signal.aborted) return;
    const filled = answer?.levels[fill.variable] ?? [];
    sectionLegends.value = { fill: widened(ofFill, filled), lines: ofLines };
    section.value = answer;
  } catch (error) {
    if (signal.aborted) return;
    section.value = null;
    sectionProblem.value = describe(error).detail;
  }
}
