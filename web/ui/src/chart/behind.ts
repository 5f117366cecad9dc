import type { PointAnswer, RunsAnswer } from '../api/types';

/** What stands behind the curves of a forecast: what earlier runs said, and the members. */
export interface Behind {
  earlier?: RunsAnswer | null;
  /** The tenth and the ninetieth percentile of the members. */
  low?: PointAnswer | null;
  high?: PointAnswer | null;
}

/** The values of an earlier run, in SI. */
export interface Curve {
  run: string;
  times: number[];
  values: (number | null)[];
}

/** In SI. */
export interface Spread {
  times: number[];
  low: (number | null)[];
  high: (number | null)[];
}

/** Of one layer; the run itself, the first of the answer, is not behind itself. */
export function behindOf(
  { earlier, low, high }: Behind,
  name: string,
): { earlier: Curve[]; spread: Spread | null } {
  const ofRuns = earlier?.layers[name]?.runs ?? [];
  const curves = ofRuns.slice(1).map((values, i) => ({
    run: earlier?.runs[i + 1] ?? '',
    times: earlier?.times ?? [],
    values,
  }));
  const [least, most] = [low?.layers[name], high?.layers[name]];
  const spread = least && most && { times: low?.times ?? [], low: least.values, high: most.values };
  return { earlier: curves.filter(({ values }) => values.some(isThere)), spread: spread ?? null };
}

const isThere = (value: number | null) => value !== null;
