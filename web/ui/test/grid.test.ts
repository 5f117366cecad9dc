import { describe, expect, it } from 'vitest';
import type { Grid } from '../src/api/types';
import { locate, makeAxis } from '../src/grid/axis';
import { chooseLevel, type Level, levelsOf } from '../src/grid/level';
import { tileAt, tileBounds, tileFrame, visibleTiles, wrapsInView } from '../src/grid/tiles';

const global: Grid = {
  type: 'latlon',
  rows: 721,
  columns: 1440,
  periodic: true,
  latitude: { first: 90, last: -90 },
  longitude: { first: 0, last: 359.75 },
  bbox: [-180, -90, 180, 90],
  lods: [level(0, 721, 1440, 359.75), level(1, 181, 360, 359)],
};

const regional: Grid = {
  type: 'latlon',
  rows: 3,
  columns: 401,
  periodic: false,
  latitude: { first: 40, last: 20, values: [40, 35, 20] },
  longitude: { first: 100, last: 140 },
  bbox: [100, 20, 140, 40],
};

function level(lod: number, rows: number, columns: number, last: number) {
  const longitude = { first: 0, last };
  return { lod, rows, columns, latitude: { first: 90, last: -90 }, longitude };
}

const finest = (grid: Grid) => levelsOf(grid)[0] as Level;

describe('axes', () => {
  it('are even, or as listed', () => {
    expect(makeAxis({ first: 90, last: -90 }, 181).at(45)).toBe(45);
    expect(makeAxis({ first: 1, last: 9, values: [1, 2, 9] }, 3).at(2)).toBe(9);
  });

  it('close on themselves when periodic', () => {
    const uneven = { first: 0, last: 300, values: [0, 100, 300] };
    expect(makeAxis(uneven, 3, 360).at(3)).toBe(360);
    expect(makeAxis({ first: -180, last: 179 }, 360, 360).at(360)).toBe(180);
  });

  it('find a value on rising and falling nodes', () => {
    expect(locate([40, 35, 20], 27.5)).toBe(1.5);
    expect(locate([0, 1, 3], 2)).toBe(1.5);
    expect(locate([0, 1, 3], 9)).toBe(2);
  });
});

describe('levels', () => {
  it('are the coarsest that still looks like the grid', () => {
    const levels = levelsOf(global);
    const chosen = (degreesPerPixel: number) => chooseLevel(levels, degreesPerPixel).lod;
    expect([0.7, 0.35, 0.3, 0.01].map(chosen)).toEqual([1, 1, 0, 0]);
  });

  it('fall back to the native grid where none are listed', () => {
    expect(levelsOf(regional)).toHaveLength(1);
  });
});

describe('tiles', () => {
  it('share their border samples, and the last column is the first again', () => {
    const grid = finest(global);
    expect([grid.tilesX, grid.tilesY]).toEqual([6, 3]);
    const first = tileBounds(grid, { lod: 0, x: 0, y: 0 });
    const second = tileBounds(grid, { lod: 0, x: 1, y: 0 });
    expect(first).toEqual({ west: 0, east: 60, north: 90, south: 30 });
    expect(second.west).toBe(first.east);
    expect(tileBounds(grid, { lod: 0, x: 5, y: 2 })).toMatchObject({ east: 360, south: -90 });
  });

  it('end where a regional grid ends', () => {
    const grid = finest(regional);
    expect([grid.tilesX, grid.tilesY]).toEqual([2, 1]);
    expect(tileFrame(grid, { lod: 0, x: 1, y: 0 })).toMatchObject({ columns: 160, rows: 2 });
    expect(tileBounds(grid, { lod: 0, x: 1, y: 0 })).toMatchObject({ west: 124, east: 140 });
  });

  it('are found across the date line', () => {
    const view = { west: 170, east: 200, south: 10, north: 20 };
    const found = visibleTiles(finest(global), view).map(({ x, y }) => [x, y]);
    expect(found).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(
      wrapsInView(
        { west: 180, east: 240, south: 0, north: 1 },
        { ...view, west: -190, east: -100 },
      ),
    ).toEqual([-1]);
  });

  it('hold a place whichever way its longitude is counted', () => {
    const grid = finest(global);
    expect(tileAt(grid, -0.1, 0)).toMatchObject({ id: { x: 5 } });
    expect(tileAt(grid, 359.9, 0)?.lon).toBeCloseTo(359.9);
    expect(tileAt(grid, 360, 0)).toMatchObject({ id: { x: 0 } });
    expect(tileAt(grid, -180, 90)?.lon).toBe(180);
    expect(tileAt(finest(regional), 99.9, 30)).toBeNull();
    expect(tileAt(finest(regional), 140, 20)).not.toBeNull();
  });
});
