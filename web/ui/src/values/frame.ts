import type { Layer, Legend } from '../api/types';
import type { Level } from '../grid/level';
import type { ValueTile } from './decode';
import { type FieldRef, sameField } from './field';
import { mixDirection, mixLinear, sampleAt } from './sample';

/** One field at one level of detail, as far as its tiles are here. */
export interface Sheet {
  readonly field: FieldRef;
  readonly layer: Layer;
  readonly level: Level;
  readonly tiles: ReadonlyMap<string, ValueTile>;
}

/** What is drawn over the colours. */
export const OVERLAYS = ['isolines', 'barbs'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** Everything that one picture is made of: the coloured field, and others over it. */
export interface Frame extends Sheet {
  readonly legend: Legend;
  readonly over: Readonly<Partial<Record<Overlay, Sheet & { legend: Legend }>>>;
}

/** All fields of a picture, the coloured one first. */
export function sheetsOf<S>(picture: S & { over: Readonly<Partial<Record<Overlay, S>>> }): S[] {
  return [picture, ...OVERLAYS.flatMap((overlay) => picture.over[overlay] ?? [])];
}

export function samePicture(a: Frame, b: Frame): boolean {
  const [ours, theirs] = [sheetsOf<Sheet>(a), sheetsOf<Sheet>(b)];
  const same = (one: Sheet, other?: Sheet) =>
    other !== undefined && sameField(one.field, other.field) && one.level === other.level;
  return ours.length === theirs.length && ours.every((sheet, i) => same(sheet, theirs[i]));
}

/** What the picture shows at a place; of a vector, `value` is the magnitude. */
export interface Reading {
  value: number;
  /** The components of a vector layer. */
  u?: number;
  v?: number;
}

/** null: nothing there (outside, missing); undefined: not loaded. */
export function readSheet(sheet: Sheet, lon: number, lat: number): Reading | null | undefined {
  const mix = sheet.layer.kind === 'direction' ? mixDirection : mixLinear;
  const values = sampleAt(sheet.level, sheet.tiles, lon, lat, mix);
  if (!values) return values;
  const [first = 0, second] = values;
  if (second === undefined) return { value: first };
  return { value: Math.hypot(first, second), u: first, v: second };
}
