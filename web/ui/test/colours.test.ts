import { describe, expect, it } from 'vitest';
import type { Legend } from '../src/api/types';
import { legendTicks, positionOf } from '../src/chart/legend-scale';
import { colourAt, makeColourTable, parseColour } from '../src/map/colours';

const legend: Legend = {
  layer: 'x',
  title: { en: 'x', zh: 'x' },
  units: 'K',
  display: { units: 'K', scale: 1, offset: 0, decimals: 0 },
  stops: [
    { value: 0, colour: '#000000' },
    { value: 10, colour: '#ff000080' },
    { value: 20, colour: '#ffffff' },
  ],
  above: '#00ff00',
};

describe('colours', () => {
  it('are read with and without alpha', () => {
    expect(parseColour('#4cc2ff')).toEqual([76, 194, 255, 255]);
    expect(parseColour('#4cc2ff80')).toEqual([76, 194, 255, 128]);
    expect(parseColour('#fff')).toEqual([255, 255, 255, 255]);
  });

  it('are linear between the stops', () => {
    expect(colourAt(legend, 0)).toEqual([0, 0, 0, 255]);
    expect(colourAt(legend, 5)).toEqual([128, 0, 0, 192]);
    expect(colourAt(legend, 20)).toEqual([255, 255, 255, 255]);
  });

  it('have ends', () => {
    expect(colourAt(legend, -1)).toEqual([0, 0, 0, 255]);
    expect(colourAt(legend, 21)).toEqual([0, 255, 0, 255]);
  });

  it('go to the shader as they are', () => {
    const { values, colours, below, above } = makeColourTable(legend);
    expect([...values]).toEqual([0, 10, 10, 20, 20, 20]);
    expect([...colours]).toEqual([0, 0, 0, 255, 255, 0, 0, 128, 255, 255, 255, 255]);
    expect([below, above]).toEqual([
      [0, 0, 0, 255],
      [0, 255, 0, 255],
    ]);
  });
});

describe('the stop before a value', () => {
  const stopBefore = (values: number[], value: number) => {
    const stops = values.map((each) => ({ value: each, colour: '#000' }));
    const { bins } = makeColourTable({ ...legend, stops });
    const [first = 0, last = 0] = [values[0], values.at(-1)];
    const bin = Math.floor(((value - first) * bins.length) / (last - first));
    let stop = bins[Math.min(bin, bins.length - 1)] as number;
    const begun = stop;
    while (value >= (values[stop + 1] ?? Infinity)) stop++;
    return { stop, walked: stop - begun };
  };

  it('is never passed, and hardly walked to', () => {
    const values = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 10, 20, 50, 100];
    for (let value = 0; value <= 100; value += 0.01) {
      const { stop, walked } = stopBefore(values, value);
      expect(stop).toBe(values.findLastIndex((each) => each <= value));
      expect(walked).toBeLessThan(3);
    }
  });

  it('is the last of several at one value', () => {
    expect(stopBefore([0, 10, 10, 20], 10).stop).toBe(2);
    expect(stopBefore([0, 10, 10, 20], 9.99).stop).toBe(0);
  });
});

describe('the legend bar', () => {
  const metric = { units: 'mm', scale: 1, offset: 0, decimals: 1 };
  const rain: Legend = {
    ...legend,
    stops: [0.1, 1, 10, 100].map((value) => ({ value, colour: '#000' })),
  };

  it('is linear where the stops are even', () => {
    expect(positionOf(legend, 5)).toBe(0.25);
    expect(legendTicks(legend, metric).map(({ text }) => text)).toContain('10');
  });

  it('gives uneven stops the same room', () => {
    expect(positionOf(rain, 1)).toBeCloseTo(1 / 3);
    expect(legendTicks(rain, metric).map(({ text }) => text)).toEqual(['0.1', '1', '10', '100']);
  });
});
