import type { Layer, Legend } from '../api/types';
import type { Level } from '../grid/level';
import type { ValueTile } from './decode';
import type { FieldRef } from './field';
import { mixDirection, mixLinear, sampleAt } from './sample';

/** Everything that one picture is made of: a field at one level of detail, and how to colour it. */
export interface Frame {
  readonly field: FieldRef;
  readonly layer: Layer;
  readonly legend: Legend;
  readonly level: Level;
  readonly tiles: ReadonlyMap<string, ValueTile>;
}

/** What the picture shows at a place; of a vector, `value` is the magnitude. */
export interface Reading {
  value: number;
  /** The components of a vector layer. */
  u?: number;
  v?: number;
}

/** null: nothing there (outside, missing); undefined: not loaded. */
export function readFrame(frame: Frame, lon: number, lat: number): Reading | null | undefined {
  const mix = frame.layer.kind === 'direction' ? mixDirection : mixLinear;
  const values = sampleAt(frame.level, frame.tiles, lon, lat, mix);
  if (!values) return values;
  const [first = 0, second] = values;
  if (second === undefined) return { value: first };
  return { value: Math.hypot(first, second), u: first, v: second };
}
