import { computed, signal } from '@preact/signals';
import type { Layer } from '../api/types';
import { chooseLevel, type Level, levelsOf } from '../grid/level';
import { type Bounds, type TileId, tileKey, visibleTiles } from '../grid/tiles';
import type { FieldRef } from '../values/field';
import { OVERLAYS, type Overlay, sheetsOf } from '../values/frame';
import { layerNamed } from './layers';
import { companionQuery, memberQuery } from './members';
import { dataset, layer, minusRun, otherDataset, run, view } from './store';

/** What the map looks at; set by the map. */
export interface Viewport {
  bounds: Bounds;
  degreesPerPixel: number;
}
export const viewport = signal<Viewport | null>(null);

/** A field that should be shown. */
export interface WantedField {
  field: FieldRef;
  layer: Layer;
}

/** The picture that should be shown: its fields, at which level of detail, which tiles of them. */
export interface Wanted extends WantedField {
  /** The same layer and time of an earlier run, to take away; null where that has none. */
  minus?: FieldRef | null;
  /** To show it beside instead. */
  isBeside?: boolean;
  over: Partial<Record<Overlay, WantedField>>;
  /** What the request for its legend says of style and range. */
  look: string;
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
  const filled = lessOther(fieldOf(layer.value, memberQuery(run.value, view.value.member)));
  const isComparing = view.value.minus !== null && !otherDataset.value;
  if (!tiles.value || !filled || (isComparing && !minusRun.value)) return null;
  const minus = isComparing ? subtrahend(filled) : undefined;
  return {
    ...filled,
    minus,
    isBeside: view.value.beside,
    over: overlays(),
    look: look(),
    ...tiles.value,
  };
});

/** Another dataset, on another grid perhaps, is taken away by the server, a vector's magnitude. */
function lessOther(filled: WantedField | null): WantedField | null {
  if (!filled || !otherDataset.value) return filled;
  const of = [filled.field.of, `minus=${view.value.minus}`].filter(Boolean).join('&');
  const { layer: chosen } = filled;
  const kind = chosen.kind === 'vector' ? 'scalar' : chosen.kind;
  return { field: { ...filled.field, of }, layer: { ...chosen, kind } };
}

function look(): string {
  const { style, range } = view.value;
  const parts = [style && `style=${style}`, range && `range=${range.replace('..', ',')}`];
  return parts.filter(Boolean).join('&');
}

/** The field of a layer at the chosen time; null where the run does not hold it. */
function fieldOf(chosen: Layer | null | undefined, member: string): WantedField | null {
  const { time } = view.value;
  if (!run.value || !chosen || time === null) return null;
  if (!(chosen.times ?? run.value.times).includes(time)) return null;
  const { dataset: id, run: of } = run.value;
  const { name, version } = chosen;
  return { field: { dataset: id, run: of, layer: name, time, of: member, version }, layer: chosen };
}

function subtrahend({ field, layer: { name } }: WantedField): FieldRef | null {
  const other = minusRun.value;
  const same = other && layerNamed(other.layers, name);
  const isThere = other && same && (same.times ?? other.times).includes(field.time);
  return isThere ? { ...field, run: other.run, version: same.version } : null;
}

function overlays(): Wanted['over'] {
  const over: Wanted['over'] = {};
  const member = companionQuery(run.value, view.value.member);
  for (const overlay of OVERLAYS) {
    const name = view.value[overlay];
    const found = fieldOf(
      run.value?.layers.find((each) => each.name === name),
      member,
    );
    if (found) over[overlay] = found;
  }
  return over;
}

/** Two wishes with the same name need the same tiles; `extent` leaves the time out. */
export function extentKey(picture: Wanted): string {
  const { dataset: id, run: of } = picture.field;
  const other = picture.minus === null ? 'none' : (picture.minus?.run ?? '');
  const minus = picture.isBeside ? `beside ${other}` : other;
  const names = sheetsOf<WantedField>(picture).map(
    ({ field }) => `${field.layer}?${field.of}&v=${field.version}`,
  );
  return [id, of, minus, ...names, ...picture.tiles.map(tileKey)].join(' ');
}
