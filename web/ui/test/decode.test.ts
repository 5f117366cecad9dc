import { describe, expect, it } from 'vitest';
import { decodeValueTile, MISSING } from '../src/values/decode';
import { encodeValueTile } from './encode';

function noise(length: number, seed: number): Uint16Array {
  let state = seed;
  return Uint16Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state >> 8;
  });
}

describe('decodeValueTile', () => {
  it('restores any samples exactly', () => {
    const planes = [noise(7 * 5, 1)];
    const tile = decodeValueTile(
      encodeValueTile({ width: 7, height: 5, scale: 0.01, offset: -3, planes }),
    );
    expect(tile).toMatchObject({ width: 7, height: 5, components: 1, scale: 0.01, offset: -3 });
    expect([...tile.raw]).toEqual([...(planes[0] as Uint16Array)]);
  });

  it('keeps the components of a vector apart', () => {
    const planes = [noise(241 * 3, 2), noise(241 * 3, 3)];
    const tile = decodeValueTile(
      encodeValueTile({ width: 241, height: 3, scale: 1, offset: 0, planes }),
    );
    expect(tile.components).toBe(2);
    expect([...tile.raw]).toEqual(planes.flatMap((plane) => [...plane]));
  });

  it('keeps missing samples and extremes', () => {
    const planes = [Uint16Array.of(MISSING, 0, 65534, MISSING, 1, MISSING)];
    const tile = decodeValueTile(
      encodeValueTile({ width: 3, height: 2, scale: 1, offset: 0, planes }),
    );
    expect([...tile.raw]).toEqual([MISSING, 0, 65534, MISSING, 1, MISSING]);
  });

  it('refuses what is no value tile', () => {
    expect(() => decodeValueTile(new ArrayBuffer(8))).toThrow('not a value tile');
    expect(() => decodeValueTile(new ArrayBuffer(64))).toThrow('not a value tile');
    const whole = encodeValueTile({
      width: 2,
      height: 2,
      scale: 1,
      offset: 0,
      planes: [new Uint16Array(4)],
    });
    expect(() => decodeValueTile(whole.slice(0, -1))).toThrow('wrong length');
  });
});
