import type { PointAnswer } from '../api/types';
import { isStatistic } from '../state/members';
import { words } from '../state/store';
import { runTitle } from './titles';

/** Whose values an answer has, of an ensemble; "" where the run is none. */
export function memberTitle({
  member,
  statistic,
}: Pick<PointAnswer, 'member' | 'statistic'>): string {
  const t = words.value;
  if (statistic) return isStatistic(statistic) ? t[statistic] : statistic;
  if (member === undefined) return '';
  return member === 0 ? t.control : `${t.member} ${member}`;
}

/** Which dataset, run and member an answer is from. */
export function sourceTitle(
  answer: Pick<PointAnswer, 'dataset' | 'run' | 'member' | 'statistic'>,
): string {
  return `${answer.dataset} ${runTitle(answer.run)} ${memberTitle(answer)}`.trim();
}
