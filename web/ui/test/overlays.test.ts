import { describe, expect, it } from 'vitest';
import { extremes } from '../src/map/centres';
import { type Flow, flowAt } from '../src/map/flow';
import { subsolarPoint } from '../src/map/sun';
import { parseRange, rangeText } from '../src/values/range';

describe('a range', () => {
  it('is read from a link', () => {
    const f = (text: string, from: number, to: number) => {
      expect(parseRange(text)).toEqual({ from, to });
      expect(rangeText({ from, to })).toBe(text);
    };
    f('12..', 12, Infinity);
    f('..273.15', -Infinity, 273.15);
    f('-5..0.5', -5, 0.5);
    f('0..1e-9', 0, 1e-9);
  });

  it('is nothing where it makes no sense', () => {
    for (const text of [null, '', '..', '5', '5..1', 'a..b', '1..2..3']) {
      expect(parseRange(text)).toBe(null);
    }
  });
});

describe('highs and lows', () => {
  const net = { columns: 15, rows: 13, spacing: 20 };
  const at = (f: (i: number, j: number) => number) =>
    Float64Array.from({ length: net.columns * net.rows }, (_, k) =>
      f(k % net.columns, Math.floor(k / net.columns)),
    );
  const found = (values: Float64Array) => [...extremes(values, net)];

  it('are where nothing within forty pixels is higher or lower', () => {
    const hill = at((i, j) => -((i - 4) ** 2) - (j - 6) ** 2);
    expect(found(hill)).toEqual([{ k: 6 * 15 + 4, isHigh: true }]);
    const bowl = at((i, j) => (i - 9) ** 2 + (j - 5) ** 2);
    expect(found(bowl)).toEqual([{ k: 5 * 15 + 9, isHigh: false }]);
  });

  it('are neither on a slope, nor on level ground, nor beside what is missing', () => {
    expect(found(at((i) => i))).toEqual([]);
    expect(found(at(() => 7))).toEqual([]);
    expect(found(at((i, j) => (i === 5 ? Number.NaN : -((i - 4) ** 2) - (j - 6) ** 2)))).toEqual(
      [],
    );
  });

  it('count once where two neighbours are alike', () => {
    expect(
      found(at((i, j) => -Math.max(0, Math.abs(i - 6.5) - 0.5) - Math.abs(j - 6))),
    ).toHaveLength(1);
  });
});

describe('the flow over the screen', () => {
  const net = {
    columns: 2,
    rows: 2,
    spacing: 10,
    lon: new Float64Array(4),
    lat: new Float64Array(4),
  };
  const flow: Flow = { net, right: Float32Array.of(0, 4, 0, 4), down: Float32Array.of(1, 1, 3, 3) };
  const wind: [number, number] = [0, 0];

  it('is bilinear between the points of the net, and level beyond', () => {
    expect(flowAt(flow, 10, 10, wind)).toBe(true);
    expect(wind).toEqual([2, 2]);
    expect(flowAt(flow, 0, 100, wind)).toBe(true);
    expect(wind).toEqual([0, 3]);
  });

  it('is nothing beside what is missing', () => {
    const gap = { ...flow, right: Float32Array.of(0, Number.NaN, 0, 4) };
    expect(flowAt(gap, 10, 10, wind)).toBe(false);
  });
});

describe('the place under the sun', () => {
  // Declination and equation of time of the Astronomical Almanac / USNO: at Greenwich's noon the sun
  // stands over the longitude of minus a quarter degree for each minute of the equation of time.
  it.each([
    ['perihelion of 2024', Date.UTC(2024, 0, 3, 12), -22.84, -4.5],
    ['March equinox of 2024, 03:06 UTC', Date.UTC(2024, 2, 20, 3, 6), 0, -7.4],
    ['June solstice of 2024, 20:51 UTC', Date.UTC(2024, 5, 20, 20, 51), 23.437, -1.8],
    ['early November, when sundials are fastest', Date.UTC(2024, 10, 3, 12), -15.3, 16.45],
  ])('%s', (_, time, declination, equation) => {
    const { lon, lat } = subsolarPoint(time);
    expect(Math.abs(lat - declination)).toBeLessThan(0.1);
    const hours = (time % 86_400_000) / 3_600_000;
    expect(Math.abs((12 - hours) * 15 - equation / 4 - lon)).toBeLessThan(0.1);
  });
});
