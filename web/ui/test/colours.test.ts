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
    const { count, values, colours, below, above } = makeColourTable(legend);
    expect([count, ...values]).toEqual([3, 0, 10, 20]);
    expect([...colours]).toEqual([0, 0, 0, 255, 255, 0, 0, 128, 255, 255, 255, 255]);
    expect([below, above]).toEqual([
      [0, 0, 0, 255],
      [0, 255, 0, 255],
    ]);
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
