import { computed, signal } from '@preact/signals';
import type { Layer } from '../api/types';
import { chooseLevel, type Level, levelsOf } from '../grid/level';
import { type Bounds, type TileId, tileKey, visibleTiles } from '../grid/tiles';
import type { FieldRef } from '../values/field';
import { dataset, layer, run, view } from './store';

/** What the map looks at; set by the map. */
export interface Viewport {
  bounds: Bounds;
  degreesPerPixel: number;
}
export const viewport = signal<Viewport | null>(null);

/** The picture that should be shown: which field, at which level of detail, which tiles of it. */
export interface Wanted {
  field: FieldRef;
  layer: Layer;
  level: Level;
  tiles: TileId[];
}

const levels = computed<Level[]>(() => {
  const grid = dataset.value?.grid;
  return grid ? levelsOf(grid) : [];
});

const tiles = computed<{ level: Level; tiles: TileId[] } | null>(() => {
  const seen = viewport.value;
  if (!seen || !levels.value.length) return null;
  const level = chooseLevel(levels.value, seen.degreesPerPixel);
  return { level, tiles: visibleTiles(level, seen.bounds) };
});

export const wanted = computed<Wanted | null>(() => {
  const { time } = view.value;
  if (!tiles.value || !run.value || !layer.value || time === null) return null;
  const isThere = (layer.value.times ?? run.value.times).includes(time);
  if (!isThere) return null;
  const field = {
    dataset: run.value.dataset,
    run: run.value.run,
    layer: layer.value.name,
    time,
  };
  return { field, layer: layer.value, ...tiles.value };
});

/** Two wishes with the same name need the same tiles; `extent` leaves the time out. */
export function extentKey({ field, tiles: ids }: Wanted): string {
  return [field.dataset, field.run, field.layer, ...ids.map(tileKey)].join(' ');
}
