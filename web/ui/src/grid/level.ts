import type { Grid, GridLevel } from '../api/types';
import { type GridAxis, indexAxis, makeAxis } from './axis';
import type { Bounds } from './tiles';

/** Cells along the edge of a value tile. */
export const TILE_CELLS = 240;

/** One level of detail of a grid, with its axes and its cutting into value tiles. */
export interface Level {
  readonly lod: number;
  readonly periodic: boolean;
  readonly latitude: GridAxis;
  readonly longitude: GridAxis;
  readonly tilesX: number;
  readonly tilesY: number;
  /**
   * Only where the grid has a projection: the axes count nodes, each tile comes with the places of
   * its nodes, and here are the boxes that hold the tiles, row by row.
   */
  readonly own?: { boxes: Bounds[]; cell: number };
}

export function levelsOf(grid: Grid): Level[] {
  const { rows, columns, latitude, longitude } = grid;
  const lods = grid.lods?.length ? grid.lods : [{ lod: 0, rows, columns, latitude, longitude }];
  return lods.map((lod) => makeLevel(lod, grid.periodic)).sort((a, b) => a.lod - b.lod);
}

function makeLevel(lod: GridLevel, periodic: boolean): Level {
  return {
    lod: lod.lod,
    periodic,
    ...axesOf(lod, periodic),
    tilesX: tileCount(cellCount(lod.columns, periodic)),
    tilesY: tileCount(cellCount(lod.rows, false)),
  };
}

function axesOf(lod: GridLevel, periodic: boolean) {
  const { latitude, longitude, rows, columns } = lod;
  if (latitude && longitude) {
    return {
      latitude: makeAxis(latitude, rows),
      longitude: makeAxis(longitude, columns, periodic ? 360 : undefined),
    };
  }
  const boxes = (lod.boxes ?? []).map(([west, south, east, north]) => ({
    west,
    south,
    east,
    north,
  }));
  return {
    latitude: indexAxis(rows),
    longitude: indexAxis(columns),
    own: { boxes, cell: lod.cell ?? 1 },
  };
}

export function cellCount(nodes: number, periodic: boolean): number {
  return Math.max(1, periodic ? nodes : nodes - 1);
}

function tileCount(cells: number): number {
  return Math.max(1, Math.ceil(cells / TILE_CELLS));
}

/** The longest a grid cell may get on the screen before a finer level is taken, in pixels. */
const LARGEST_CELL = 3;

/** The coarsest level that still looks like the native grid at this map scale. */
export function chooseLevel(levels: readonly Level[], degreesPerPixel: number): Level {
  const fitting = levels.filter((level) => cellSize(level) <= LARGEST_CELL * degreesPerPixel);
  const chosen = fitting.at(-1) ?? levels[0];
  if (!chosen) throw new Error('a grid without levels');
  return chosen;
}

/** Mean distance of rows, in degrees. */
export function cellSize({ latitude, own }: Level): number {
  if (own) return own.cell;
  const span = Math.abs(latitude.at(latitude.length - 1) - latitude.at(0));
  return span / Math.max(1, latitude.length - 1);
}
