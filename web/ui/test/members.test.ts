import { describe, expect, it } from 'vitest';
import type { Run } from '../src/api/types';
import { memberQuery, parseMember, singleMemberQuery } from '../src/state/members';
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
