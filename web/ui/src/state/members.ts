import type { Run } from '../api/types';

/** What is shown of an ensemble: a member's number, or one of these over all members. */
export const STATISTICS = ['mean'] as const;
export type Statistic = (typeof STATISTICS)[number];

export function isStatistic(choice: string | null): choice is Statistic {
  return STATISTICS.some((each) => each === choice);
}

/** The part of a link that a choice may be: a number or a statistic; null for the control. */
export function parseMember(text: string | null): string | null {
  return text !== null && (/^\d{1,4}$/.test(text) || isStatistic(text)) ? text : null;
}

/** What a request says of members, "" where the run has none or its control is meant. */
export function memberQuery(run: Run | null, choice: string | null): string {
  if (!run?.members || choice === null) return '';
  if (isStatistic(choice)) return `statistic=${choice}`;
  return run.members.includes(Number(choice)) ? `member=${choice}` : '';
}

/** The same where only one member can be asked for: of a statistic, the control then answers. */
export function singleMemberQuery(run: Run | null, choice: string | null): string {
  const query = memberQuery(run, choice);
  return query.startsWith('statistic=') ? '' : query;
}
