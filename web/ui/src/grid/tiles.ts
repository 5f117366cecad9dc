import { cellCount, type Level, TILE_CELLS } from './level';

export interface TileId {
  readonly lod: number;
  readonly x: number;
  readonly y: number;
  /** The tile comes with the places of its nodes. */
  readonly hasNodes?: boolean;
}

/** Degrees; east may exceed 180 (or west be below −180) where the map shows several worlds. */
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

export const tileKey = ({ lod, x, y }: TileId): string => `${lod}/${x}/${y}`;

export interface TileFrame {
  /** Index of the first column and row, and the number of cells, of a tile in its level. */
  column: number;
  row: number;
  columns: number;
  rows: number;
}

export function tileFrame(level: Level, { x, y }: TileId): TileFrame {
  const column = x * TILE_CELLS;
  const row = y * TILE_CELLS;
  return {
    column,
    row,
    columns: Math.min(TILE_CELLS, cellCount(level.longitude.length, level.periodic) - column),
    rows: Math.min(TILE_CELLS, cellCount(level.latitude.length, false) - row),
  };
}

/** Where a tile's outermost nodes lie; longitudes as the axis has them (0…360 stays so). */
export function tileBounds(level: Level, id: TileId): Bounds {
  const box = level.own?.boxes[id.y * level.tilesX + id.x];
  if (box) return box;
  const { column, row, columns, rows } = tileFrame(level, id);
  return {
    west: level.longitude.at(column),
    east: level.longitude.at(column + columns),
    north: level.latitude.at(row),
    south: level.latitude.at(row + rows),
  };
}

/** World copies (in turns of 360°) in which a box is inside the view. */
export function wrapsInView(box: Bounds, view: Bounds): number[] {
  const first = Math.ceil((view.west - box.east) / 360);
  const last = Math.floor((view.east - box.west) / 360);
  const wraps: number[] = [];
  for (let wrap = first; wrap <= last; wrap++) wraps.push(wrap);
  return wraps;
}

export function visibleTiles(level: Level, view: Bounds): TileId[] {
  const found: TileId[] = [];
  for (let y = 0; y < level.tilesY; y++) {
    for (let x = 0; x < level.tilesX; x++) {
      const id = { lod: level.lod, x, y, ...(level.own && { hasNodes: true }) };
      if (isVisible(tileBounds(level, id), view)) found.push(id);
    }
  }
  return found;
}

function isVisible(box: Bounds, view: Bounds): boolean {
  if (box.north < view.south || box.south > view.north) return false;
  return wrapsInView(box, view).length > 0;
}

/** The tile that holds a place, and the longitude as that tile's axis counts it; null if outside. */
export function tileAt(level: Level, lon: number, lat: number): { id: TileId; lon: number } | null {
  for (let y = 0; y < level.tilesY; y++) {
    for (let x = 0; x < level.tilesX; x++) {
      const id = { lod: level.lod, x, y };
      const box = tileBounds(level, id);
      if (lat > box.north || lat < box.south) continue;
      const east = box.west + modulo(lon - box.west, 360);
      if (east <= box.east) return { id, lon: east };
    }
  }
  return null;
}

function modulo(value: number, period: number): number {
  const rest = ((value % period) + period) % period;
  // 1e-9° short of a full turn is rounding, not the far side of the world.
  return period - rest < 1e-9 ? 0 : rest;
}
