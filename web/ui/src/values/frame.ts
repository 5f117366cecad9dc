import type { Layer, Legend } from '../api/types';
import type { Level } from '../grid/level';
import type { ValueTile } from './decode';
import { type FieldRef, sameField } from './field';
import { mixDirection, mixLinear, sampleAt } from './sample';

/** A field, as far as its tiles are here. */
export interface Tiled {
  readonly field: FieldRef;
  readonly tiles: ReadonlyMap<string, ValueTile>;
}

/** One field at one level of detail. */
export interface Sheet extends Tiled {
  readonly layer: Layer;
  readonly level: Level;
  /** Another field of the same layer and level of detail that has a part in what is shown. */
  readonly second?: Second;
}

/** Mixed in with its weight (0 to 1), as between two times; taken away from the first; or beside it. */
export interface Second extends Tiled {
  /** Where it is another, on the grid of another dataset. */
  readonly level?: Level;
  readonly part: { weight: number } | 'minus' | 'beside';
}

/** What is drawn over the colours, from below upwards. */
export const OVERLAYS = [
  'hatched',
  'isolines',
  'particles',
  'arrows',
  'barbs',
  'values',
  'centres',
] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** A field and how to colour it. */
export type Coloured = Sheet & { readonly legend: Legend };

export type Over<S> = Readonly<Partial<Record<Overlay, S>>>;

/** Everything that one picture is made of: the coloured field, and others over it. */
export type Frame = Coloured & { readonly over: Over<Coloured> };

/** Each of the overlays turned into something else; those that turn into nothing are left out. */
export function mapOver<S, T>(
  over: Over<S>,
  turn: (sheet: S, overlay: Overlay) => T | null,
): Over<T> {
  const turned: Partial<Record<Overlay, T>> = {};
  for (const overlay of OVERLAYS) {
    const sheet = over[overlay];
    const next = sheet && turn(sheet, overlay);
    if (next) turned[overlay] = next;
  }
  return turned;
}

/** All fields of a picture, the coloured one first. */
export function sheetsOf<S>(picture: S & { over: Over<S> }): S[] {
  return [picture, ...OVERLAYS.flatMap((overlay) => picture.over[overlay] ?? [])];
}

/** Those whose tiles a picture is made of. */
export function fieldsOf(frame: Frame): Tiled[] {
  return sheetsOf<Sheet>(frame).flatMap((sheet) =>
    sheet.second ? [sheet, sheet.second] : [sheet],
  );
}

export function samePicture(a: Frame, b: Frame): boolean {
  const [ours, theirs] = [sheetsOf<Sheet>(a), sheetsOf<Sheet>(b)];
  const same = (one: Sheet, other?: Sheet) =>
    other !== undefined &&
    sameField(one.field, other.field) &&
    sameSecond(one.second, other.second) &&
    one.level === other.level;
  return ours.length === theirs.length && ours.every((sheet, i) => same(sheet, theirs[i]));
}

function sameSecond(a: Second | undefined, b: Second | undefined): boolean {
  if (!a || !b) return a === b;
  return sameField(a.field, b.field) && a.level === b.level;
}

/** A picture between two times of the same layers; 0 is the first. */
export function between(now: Frame, next: Frame, weight: number): Frame {
  const mixed = <S extends Sheet>(sheet: S, other: Sheet | undefined): S => {
    if (!other || sheet.second || sheet.layer.continuous === false) return sheet;
    return { ...sheet, second: { field: other.field, tiles: other.tiles, part: { weight } } };
  };
  const over = mapOver(now.over, (sheet, overlay) => mixed(sheet, next.over[overlay]));
  return { ...mixed(now, next), over };
}

/** What stands beside a field, as a field of its own. */
export function besideOf<S extends Sheet>({ second, ...sheet }: S): S | null {
  if (second?.part !== 'beside') return null;
  const { field, tiles, level = sheet.level } = second;
  return { ...sheet, field, tiles, level } as S;
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
  const first = read(sheet, sheet.tiles, lon, lat);
  if (!first) return first;
  if (!sheet.second || sheet.second.part === 'beside') return readingOf(first);
  const second = read(sheet, sheet.second.tiles, lon, lat);
  if (!second) return second;
  const { part } = sheet.second;
  if (part === 'minus') return { value: magnitude(first) - magnitude(second) };
  const mix = mixOf(sheet.layer);
  const weights = [1 - part.weight, part.weight];
  return readingOf(first.map((value, i) => mix([value, second[i] as number], weights)));
}

const mixOf = ({ kind }: Layer) => (kind === 'direction' ? mixDirection : mixLinear);

function read({ level, layer }: Sheet, tiles: Sheet['tiles'], lon: number, lat: number) {
  return sampleAt(level, tiles, lon, lat, mixOf(layer));
}

function readingOf(values: readonly number[]): Reading {
  const [u = 0, v] = values;
  return v === undefined ? { value: u } : { value: magnitude(values), u, v };
}

function magnitude([u = 0, v]: readonly number[]): number {
  return v === undefined ? u : Math.hypot(u, v);
}
