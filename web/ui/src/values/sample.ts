import { locate } from '../grid/axis';
import type { Level } from '../grid/level';
import { type TileId, tileAt, tileFrame, tileKey, visibleTiles } from '../grid/tiles';
import { MISSING, type ValueTile } from './decode';
import { locateNode } from './nodes';

/**
 * Bilinear value at a place, from the same samples and with the same kernel as the picture:
 * null outside the grid, or where a missing sample has weight; undefined where no tile is held.
 */
export function sampleAt(
  level: Level,
  tiles: ReadonlyMap<string, ValueTile>,
  lon: number,
  lat: number,
  mix: Mix = mixLinear,
): number[] | null | undefined {
  if (level.own) return sampleOwn(level, tiles, lon, lat, mix);
  const place = tileAt(level, lon, lat);
  if (!place) return null;
  const tile = tiles.get(tileKey(place.id));
  if (!tile) return undefined;
  return sampleComponents(tile, positionInTile(level, place.id, place.lon, lat), mix);
}

/** The same where each tile tells the places of its nodes. */
function sampleOwn(
  level: Level,
  tiles: ReadonlyMap<string, ValueTile>,
  lon: number,
  lat: number,
  mix: Mix,
): number[] | null | undefined {
  for (const { nodes, ...tile } of tiles.values()) {
    const position = nodes && locateNode(nodes, lon, lat);
    if (position) return sampleComponents(tile, position, mix);
  }
  const here = { west: lon, east: lon, south: lat, north: lat };
  const isWhole = visibleTiles(level, here).every((id) => tiles.has(tileKey(id)));
  return isWhole ? null : undefined;
}

function sampleComponents(tile: ValueTile, position: { x: number; y: number }, mix: Mix) {
  const values: number[] = [];
  for (let component = 0; component < tile.components; component++) {
    const value = sampleTile(tile, component, position.x, position.y, mix);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

/** Fractional sample coordinates of a place inside a tile. */
function positionInTile(level: Level, id: TileId, lon: number, lat: number) {
  const { column, row, columns, rows } = tileFrame(level, id);
  const { longitude, latitude } = level;
  return {
    x: along(longitude, column, columns, lon),
    y: along(latitude, row, rows, lat),
  };
}

function along(axis: Level['latitude'], start: number, cells: number, value: number): number {
  if (axis.nodes) return Math.max(0, Math.min(cells, locate(axis.nodes, value) - start));
  const first = axis.at(start);
  const step = axis.at(start + 1) - first;
  return step === 0 ? 0 : Math.max(0, Math.min(cells, (value - first) / step));
}

/** How four corner values become one. */
export type Mix = (values: readonly number[], weights: readonly number[]) => number;

export const mixLinear: Mix = (values, weights) =>
  values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0);

/** Degrees of direction are mixed as unit vectors, so that 350° and 10° give 0°. */
export const mixDirection: Mix = (values, weights) => {
  let east = 0;
  let north = 0;
  values.forEach((value, i) => {
    east += Math.sin((value * Math.PI) / 180) * (weights[i] as number);
    north += Math.cos((value * Math.PI) / 180) * (weights[i] as number);
  });
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
};

function sampleTile(tile: ValueTile, component: number, x: number, y: number, mix: Mix) {
  const { width, height, raw, scale, offset } = tile;
  const column = Math.max(0, Math.min(Math.floor(x), width - 2));
  const row = Math.max(0, Math.min(Math.floor(y), height - 2));
  const fx = x - column;
  const fy = y - row;
  const weights = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  const values: number[] = [];
  for (let corner = 0; corner < 4; corner++) {
    const i = Math.min(column + (corner & 1), width - 1);
    const j = Math.min(row + (corner >> 1), height - 1);
    const sample = raw[(component * height + j) * width + i] as number;
    if (sample === MISSING && (weights[corner] as number) > 0) return null;
    values.push(sample * scale + offset);
  }
  return mix(values, weights);
}
