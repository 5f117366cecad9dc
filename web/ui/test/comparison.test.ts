import { describe, expect, it } from 'vitest';
import { meanAt, quantileAt } from '../src/chart/quantile';
import { HOUR } from '../src/format/time';
import { earlierTimes, isTakenByServer, parseComparison } from '../src/state/comparison';
import { PLAIN_SCENE } from '../src/state/view';

describe('what a picture is compared with', () => {
  it('is read from a link', () => {
    const f = (text: string, want: unknown) => expect(parseComparison(text)).toEqual(want);
    f('20261122T1200Z', { of: 'run', run: '20261122T1200Z' });
    f('other/latest', { of: 'dataset', dataset: 'other', run: 'latest' });
    f('-24h', { of: 'time', hours: -24 });
    f('time_mean', { of: 'mean', over: 'time_mean' });
    f('mean', { of: 'mean', over: 'mean' });
    f('-24', { of: 'run', run: '-24' });
  });

  it('is taken away by the server where it is on another grid or of many fields', () => {
    const f = (minus: string | null, beside: boolean, want: boolean) =>
      expect(isTakenByServer({ ...PLAIN_SCENE, minus, beside })).toBe(want);
    f(null, false, false);
    f('20261122T1200Z', false, false);
    f('-24h', false, false);
    f('other/latest', false, true);
    f('other/latest', true, false);
    f('time_mean', false, true);
  });

  it('may be an earlier time where two times are so far apart', () => {
    const f = (hours: number[], want: string[]) =>
      expect(earlierTimes(hours.map((hour) => hour * HOUR))).toEqual(want);
    f([], []);
    f([0], []);
    f([0, 6, 12], ['-6h', '-12h']);
    f([0, 3, 24], ['-3h', '-24h']);
    f([0, 744, 1416], []);
  });
});

describe('of members', () => {
  // numpy.quantile([3, 1, 4, 2], [0.1, 0.9]) and mean
  const curves = [[3], [1], [4], [2]];

  it('quantiles and mean are those of numpy', () => {
    expect(quantileAt(curves, 0, 0.1)).toBeCloseTo(1.3, 12);
    expect(quantileAt(curves, 0, 0.9)).toBeCloseTo(3.7, 12);
    expect(meanAt(curves, 0)).toBe(2.5);
  });

  it('there are none where a member is missing', () => {
    expect(quantileAt([[1], [null]], 0, 0.5)).toBeNull();
    expect(meanAt([[1], [null]], 0)).toBeNull();
    expect(meanAt([[1], [2]], 1)).toBeNull();
  });
});
