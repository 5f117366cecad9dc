import { describe, expect, it } from 'vitest';
import { makeBarb } from '../src/map/barb';

/** Pennants, full feathers and half feathers, told apart by their length. */
function count(knots: number) {
  const { strokes, pennants } = makeBarb(knots, false);
  const lengths = strokes.slice(1).map(([x1, , x2]) => Math.abs(x2 - x1));
  const full = lengths.filter((length) => length > 6).length;
  return [pennants.length, full, lengths.length - full];
}

describe('wind barbs', () => {
  it('count 50, 10 and 5 knots', () => {
    expect(count(5)).toEqual([0, 0, 1]);
    expect(count(15)).toEqual([0, 1, 1]);
    expect(count(50)).toEqual([1, 0, 0]);
    expect(count(115)).toEqual([2, 1, 1]);
  });

  it('round to the nearest 5 knots', () => {
    expect(count(17.6)).toEqual([0, 2, 0]);
    expect(count(47.5)).toEqual([1, 0, 0]);
  });

  it('show calm as a ring', () => {
    expect(makeBarb(2.4, false)).toMatchObject({ isCalm: true, strokes: [] });
    expect(makeBarb(2.6, false).isCalm).toBe(false);
  });

  it('set a lone half feather off the end', () => {
    const [shaft, half] = makeBarb(5, false).strokes;
    expect(half?.[1]).toBeGreaterThan(shaft?.[3] as number);
  });

  it('point the feathers to the other side south of the equator', () => {
    expect(makeBarb(65, false).strokes[1]?.[2]).toBeGreaterThan(0);
    expect(makeBarb(65, true).strokes[1]?.[2]).toBeLessThan(0);
    expect(makeBarb(65, true).pennants[0]?.[2]).toBeLessThan(0);
  });
});
