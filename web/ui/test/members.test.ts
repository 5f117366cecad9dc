import { describe, expect, it } from 'vitest';
import type { Run } from '../src/api/types';
import { companionQuery, memberQuery, parseMember, singleMemberQuery } from '../src/state/members';
import { valueTileUrl } from '../src/values/field';

const run = (members?: number[]) => ({ members }) as Run;

describe('the choice of a member', () => {
  it('is asked for where the run has it', () => {
    expect(memberQuery(run([0, 1, 2]), '2')).toBe('member=2');
    expect(memberQuery(run([0, 1, 2]), 'mean')).toBe('statistic=mean');
    expect(memberQuery(run([0, 1, 2]), null)).toBe('');
    expect(memberQuery(run([0, 1, 2]), '7')).toBe('');
    expect(memberQuery(run(), '2')).toBe('');
    expect(memberQuery(null, 'mean')).toBe('');
  });

  it('may be how likely a range is', () => {
    const f = (choice: string, want: string) => expect(memberQuery(run([0, 1]), choice)).toBe(want);
    f('probability:12..', 'statistic=probability&above=12');
    f('probability:..273.15', 'statistic=probability&below=273.15');
    f('probability:1..5', 'statistic=probability&above=1&below=5');
    f('probability:', '');
    expect(parseMember('probability:12..')).toBe('probability:12..');
    expect(parseMember('probability:much')).toBe(null);
  });

  it('has the mean over a spread or a probability', () => {
    const f = (choice: string | null, want: string) =>
      expect(companionQuery(run([0, 1]), choice)).toBe(want);
    f('spread', 'statistic=mean');
    f('probability:12..', 'statistic=mean');
    f('1', 'member=1');
    f(null, '');
  });

  it('is read from a link, but for nonsense', () => {
    expect(['12', 'mean', 'x', '-1', '', null].map(parseMember)).toEqual([
      '12',
      'mean',
      null,
      null,
      null,
      null,
    ]);
  });

  it('is one member where no statistic can be had', () => {
    const run = { members: [0, 1, 2] } as unknown as Run;
    expect(singleMemberQuery(run, '2')).toBe('member=2');
    expect(singleMemberQuery(run, 'mean')).toBe('');
  });

  it('is part of the address of a tile', () => {
    const field = { dataset: 'eps', run: 'r', layer: 'l', time: 0 };
    const tile = { lod: 0, x: 1, y: 2 };
    expect(valueTileUrl({ ...field, of: 'member=2' }, tile)).toBe(
      `${valueTileUrl(field, tile)}?member=2`,
    );
  });
});
