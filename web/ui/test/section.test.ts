import { describe, expect, it } from 'vitest';
import type { SectionAnswer } from '../src/api/section';
import type { Legend } from '../src/api/types';
import { contours } from '../src/chart/contours';
import { indexIn, sectionScale, valueIn, widened } from '../src/chart/section-scale';

describe('contours', () => {
  it('lie where a plane has their values', () => {
    const at = [0, 10, 20, 30];
    const values = at.map((y) => at.map((x) => x + 2 * y));
    const found = contours({ x: at, y: at, values }, 10);
    expect(found.map(({ value }) => value)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    const points = [...(found[3]?.path ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)];
    expect(points.length).toBeGreaterThan(3);
    for (const [, x, y] of points) expect(Number(x) + 2 * Number(y)).toBeCloseTo(30, 0);
  });

  it('end where values are missing, and are thinned out', () => {
    const values = [
      [0, null],
      [10, 20],
    ];
    expect(contours({ x: [0, 1], y: [0, 1], values }, 5).every(({ path }) => path === '')).toBe(
      true,
    );
    const steep = {
      x: [0, 1],
      y: [0, 1],
      values: [
        [0, 0],
        [100, 100],
      ],
    };
    expect(
      contours(steep, 1)
        .map(({ value }) => value)
        .slice(0, 3),
    ).toEqual([0, 8, 16]);
  });
});

const answer = {
  lengthKm: 300,
  distanceKm: [0, 100, 300],
  pressure: [100_000, 50_000, 20_000],
  surfacePressure: [102_000, null, 90_000],
} as unknown as SectionAnswer;

describe('the picture of a section', () => {
  const scale = sectionScale(answer, 600, 200);

  it('has the ground at its foot and the highest level on top', () => {
    expect(scale.y(1020)).toBe(200);
    expect(scale.y(200)).toBe(0);
    expect(scale.y(Math.sqrt(1020 * 200))).toBeCloseTo(100, 9);
    expect(scale.x(150)).toBe(300);
  });

  it('finds places and levels by their fractions', () => {
    expect(scale.placeAt(400)).toBeCloseTo(1.5, 9);
    expect(scale.levelAt(scale.y(500))).toBeCloseTo(1, 9);
    expect(scale.levelAt(scale.y(Math.sqrt(1000 * 500)))).toBeCloseTo(0.5, 9);
    expect(indexIn([1, 2, 4], 3)).toBe(1.5);
    expect(indexIn([4, 2, 1], 9)).toBe(0);
  });

  it('mixes the values around, and has none where one is missing', () => {
    const field = [
      [0, 10, null],
      [20, 30, 40],
    ];
    expect(valueIn(field, 0.5, 0.5)).toBe(15);
    expect(valueIn(field, 1, 1.5)).toBe(35);
    expect(valueIn(field, 0.5, 1.5)).toBeNull();
    expect(valueIn(field, 0, 1)).toBe(10);
  });

  it('has colours for all values of a column', () => {
    const legend = {
      stops: [
        { value: 0, colour: '#000' },
        { value: 10, colour: '#fff' },
      ],
    } as Legend;
    expect(widened(legend, [[2, 8]])).toBe(legend);
    expect(widened(legend, [[-33, 41]]).stops.map(({ value }) => value)).toEqual([-40, 50]);
  });
});
