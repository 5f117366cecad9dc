import { computed, signal } from '@preact/signals';
import type { Dataset, Grid, Layer, Run } from '../api/types';
import { chooseLevel, type Level, levelsOf } from '../grid/level';
import { type Bounds, type TileId, tileKey, visibleTiles } from '../grid/tiles';
import type { FieldRef } from '../values/field';
import { OVERLAYS, type Overlay, sheetsOf } from '../values/frame';
import { comparedWith, type Origin } from './compared';
import { isTakenByServer } from './comparison';
import { layerNamed } from './layers';
import { companionQuery, memberQuery, statisticalLayer } from './members';
import { dataset, run, view } from './store';
import type { Scene } from './view';

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

/** What a field is compared with: one of the same layer, on a grid and at times of its own. */
export interface Compared extends WantedField {
  level: Level;
  tiles: TileId[];
  times: readonly number[];
}

/** The picture that should be shown: its fields, at which level of detail, which tiles of them. */
export interface Wanted extends WantedField {
  /** To take away; null where there is no such field. */
  minus?: Compared | null;
  /** When there is something to take away; undefined for always. */
  takenTimes?: readonly number[];
  /** To show it beside instead. */
  isBeside?: boolean;
  over: Partial<Record<Overlay, WantedField>>;
  /** What the request for its legend says of style and range. */
  look: string;
  level: Level;
  tiles: TileId[];
}

export const wanted = computed<Wanted | null>(() => {
  if (!dataset.value || !run.value) return null;
  const own = { dataset: dataset.value, run: run.value, shift: 0 };
  return wantedOf(view.value, own, view.value.time, viewport.value);
});

/** What a map should show of a scene; null where it is not known yet, or there is nothing. */
export function wantedOf(
  scene: Scene,
  own: Origin,
  time: number | null,
  seen: Viewport | null,
): Wanted | null {
  const { run: of } = own;
  const named = layerNamed(of.layers, scene.layer);
  const chosen = of.members ? statisticalLayer(of.layers, named, scene.member) : named;
  const filled = lessOther(fieldOf(of, chosen, time, memberQuery(of, scene.member)), scene);
  const tiles = seen && tilesIn(own.dataset, seen);
  const other = comparedWith(scene, own);
  if (!filled || !tiles || other === null) return null;
  const found = other && compared(filled, other, scene, seen);
  return {
    ...filled,
    minus: found && isTakenByServer(scene) ? undefined : found,
    takenTimes: found?.times,
    isBeside: scene.beside,
    over: overlays(scene, of, time),
    look: look(scene),
    ...tiles,
  };
}

const levels = new WeakMap<Grid, Level[]>();

function tilesIn({ grid }: Dataset, seen: Viewport): { level: Level; tiles: TileId[] } | null {
  const known = levels.get(grid) ?? levelsOf(grid);
  levels.set(grid, known);
  if (!known.length) return null;
  const level = chooseLevel(known, seen.degreesPerPixel);
  return { level, tiles: visibleTiles(level, seen.bounds) };
}

/** What the server takes away; of a vector, the magnitude. */
function lessOther(filled: WantedField | null, scene: Scene): WantedField | null {
  if (!filled || !isTakenByServer(scene)) return filled;
  const of = [filled.field.of, `minus=${scene.minus}`].filter(Boolean).join('&');
  const { layer: chosen } = filled;
  const kind = chosen.kind === 'vector' ? 'scalar' : chosen.kind;
  return { field: { ...filled.field, of }, layer: { ...chosen, kind } };
}

function look({ style, range }: Scene): string {
  const parts = [style && `style=${style}`, range && `range=${range.replace('..', ',')}`];
  return parts.filter(Boolean).join('&');
}

/** The field of a layer at a time; null where the run does not hold it. */
function fieldOf(
  of: Run,
  chosen: Layer | undefined,
  time: number | null,
  member: string,
): WantedField | null {
  if (!chosen || time === null || !timesOf(of, chosen).includes(time)) return null;
  const { name, version } = chosen;
  const field = { dataset: of.dataset, run: of.run, layer: name, time, of: member, version };
  return { field, layer: chosen };
}

const timesOf = (of: Run, { times }: Layer): readonly number[] => times ?? of.times;

function compared(
  { field }: WantedField,
  { dataset: of, run: other, shift }: Origin,
  { member }: Scene,
  seen: Viewport,
): Compared | null {
  const same = layerNamed(other.layers, field.layer);
  const found = fieldOf(other, same, field.time + shift, memberQuery(other, member));
  const tiles = tilesIn(of, seen);
  return found && tiles && { ...found, ...tiles, times: timesOf(other, found.layer) };
}

function overlays(scene: Scene, of: Run, time: number | null): Wanted['over'] {
  const over: Wanted['over'] = {};
  const member = companionQuery(of, scene.member);
  for (const overlay of OVERLAYS) {
    const named = of.layers.find((each) => each.name === scene[overlay]);
    const found = fieldOf(of, named, time, member);
    if (found) over[overlay] = found;
  }
  return over;
}

/** Two wishes with the same name need the same tiles; `extent` leaves the time out. */
export function extentKey(picture: Wanted): string {
  const { dataset: id, run: of } = picture.field;
  const other = picture.minus === null ? 'none' : otherKey(picture);
  const minus = picture.isBeside ? `beside ${other}` : other;
  const names = sheetsOf<WantedField>(picture).map(
    ({ field }) => `${field.layer}?${field.of}&v=${field.version}`,
  );
  return [id, of, minus, ...names, ...picture.tiles.map(tileKey)].join(' ');
}

function otherKey({ minus, field: { time } }: Wanted): string {
  if (!minus) return '';
  const { dataset: id, run: of, version, time: at } = minus.field;
  return [id, of, version, at - time, ...minus.tiles.map(tileKey)].join(' ');
}
