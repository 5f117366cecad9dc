import { describe, expect, it } from 'vitest';
import type { Grid } from '../src/api/types';
import { type Level, levelsOf } from '../src/grid/level';
import { MISSING, type ValueTile } from '../src/values/decode';
import { readSheet, type Second, type Sheet } from '../src/values/frame';
import { mixDirection, sampleAt } from '../src/values/sample';

const grid: Grid = {
  type: 'latlon',
  rows: 2,
  columns: 3,
  periodic: false,
  latitude: { first: 10, last: 0 },
  longitude: { first: 0, last: 20 },
  bbox: [0, 0, 20, 10],
};
const level = levelsOf(grid)[0] as Level;

function tileOf(...samples: number[]): Map<string, ValueTile> {
  const raw = Uint16Array.from(samples);
  return new Map([['0/0/0', { width: 3, height: 2, components: 1, scale: 0.5, offset: 1, raw }]]);
}

describe('sampleAt', () => {
  it('is bilinear between the nodes and exact on them', () => {
    const tiles = tileOf(0, 2, 4, 10, 12, 14);
    expect(sampleAt(level, tiles, 0, 10)).toEqual([1]);
    expect(sampleAt(level, tiles, 20, 0)).toEqual([8]);
    expect(sampleAt(level, tiles, 5, 5)?.[0]).toBeCloseTo(1 + 0.5 * 6);
  });

  it('has no value where a missing sample has weight, and only there', () => {
    const tiles = tileOf(0, MISSING, 4, 10, 12, 14);
    expect(sampleAt(level, tiles, 5, 5)).toBeNull();
    expect(sampleAt(level, tiles, 10, 0)).toEqual([7]);
    expect(sampleAt(level, tiles, 0, 7)).not.toBeNull();
  });

  it('tells outside from not loaded', () => {
    expect(sampleAt(level, tileOf(), 30, 5)).toBeNull();
    expect(sampleAt(level, new Map(), 5, 5)).toBeUndefined();
  });

  it('mixes directions over north', () => {
    const north = mixDirection([350, 10], [0.5, 0.5]);
    expect(Math.min(north, 360 - north)).toBeCloseTo(0);
  });
});

describe('a field with a second one', () => {
  const field = { dataset: 'demo', run: '20261123T0000Z', layer: 'any', time: 0 };
  const read = (kind: string, first: number[], second: number[], part: Second['part']) => {
    const components = kind === 'vector' ? 2 : 1;
    const tiles = (samples: number[]) => {
      const raw = Uint16Array.from(
        samples.flatMap((value) => Array.from({ length: 6 }, () => value)),
      );
      const tile = { width: 3, height: 2, components, scale: 1, offset: 0, raw };
      return new Map<string, ValueTile>([['0/0/0', tile]]);
    };
    const sheet = {
      field,
      layer: { kind },
      level,
      tiles: tiles(first),
      second: { field, tiles: tiles(second), part },
    } as unknown as Sheet;
    return readSheet(sheet, 5, 5);
  };

  it('is mixed by weight: components of vectors, directions over north', () => {
    expect(read('scalar', [4], [8], { weight: 0.25 })?.value).toBeCloseTo(5);
    expect(read('vector', [3, 0], [0, 3], { weight: 0.5 })).toEqual({
      value: Math.hypot(1.5, 1.5),
      u: 1.5,
      v: 1.5,
    });
    expect(read('direction', [350], [20], { weight: 0.5 })?.value).toBeCloseTo(5);
  });

  it('is less it, of vectors in magnitude', () => {
    expect(read('scalar', [4], [8], 'minus')).toEqual({ value: -4 });
    expect(read('vector', [3, 4], [0, 3], 'minus')).toEqual({ value: 2 });
  });

  it('has no value where the second has none', () => {
    expect(read('scalar', [4], [MISSING], 'minus')).toBeNull();
  });
});
