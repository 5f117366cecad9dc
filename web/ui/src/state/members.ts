import type { Layer, Run } from '../api/types';
import { parseRange, type Range, rangeText } from '../values/range';

/** What is shown of an ensemble: a member's number, or one of these over all members. */
export const STATISTICS = ['mean', 'spread', 'min', 'p10', 'p50', 'p90', 'max'] as const;
export type Statistic = (typeof STATISTICS)[number];

export function isStatistic(choice: string | null): choice is Statistic {
  return STATISTICS.some((each) => each === choice);
}

/** How likely values of a range are: "probability:12..". */
const PROBABILITY = 'probability:';

export function probabilityOf(range: Range): string {
  return PROBABILITY + rangeText(range);
}

/** The range whose probability is shown; null where none is. */
export function likelyRange(choice: string | null): Range | null {
  return choice?.startsWith(PROBABILITY) ? parseRange(choice.slice(PROBABILITY.length)) : null;
}

/** The part of a link that a choice may be: a number or a statistic; null for the control. */
export function parseMember(text: string | null): string | null {
  const isKnown = text !== null && (/^\d{1,4}$/.test(text) || isStatistic(text));
  return isKnown || likelyRange(text) ? text : null;
}

/** What a statistic is of: vectors have a mean only, and their speed all of them. */
export function statisticalLayer(
  layers: readonly Layer[],
  layer: Layer | undefined,
  choice: string | null,
): Layer | undefined {
  const isOfMagnitude = likelyRange(choice) !== null || (isStatistic(choice) && choice !== 'mean');
  if (layer?.kind !== 'vector' || !isOfMagnitude) return layer;
  const { level } = layer;
  const name = `${layer.variable}_speed`;
  return layers.find((each) => each.variable === name && each.level === level) ?? layer;
}

/** What a request says of members, "" where the run has none or its control is meant. */
export function memberQuery(run: Run | null, choice: string | null): string {
  if (!run?.members || choice === null) return '';
  if (isStatistic(choice)) return `statistic=${choice}`;
  const range = likelyRange(choice);
  if (range) return probabilityQuery(range);
  return run.members.includes(Number(choice)) ? `member=${choice}` : '';
}

/** The same where only one member can be asked for: of a statistic, the control then answers. */
export function singleMemberQuery(run: Run | null, choice: string | null): string {
  const query = memberQuery(run, choice);
  return query.startsWith('statistic=') ? '' : query;
}

function probabilityQuery({ from, to }: Range): string {
  const above = Number.isFinite(from) ? `&above=${from}` : '';
  const below = Number.isFinite(to) ? `&below=${to}` : '';
  return `statistic=probability${above}${below}`;
}

/** The same of what goes with it: over a spread or a probability lie the lines of the mean. */
export function companionQuery(run: Run | null, choice: string | null): string {
  const query = memberQuery(run, choice);
  return query.startsWith('statistic=') ? 'statistic=mean' : query;
}
