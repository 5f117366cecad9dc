import { basicTime } from '../format/time';
import { type TileId, tileKey } from '../grid/tiles';

/** Names one field: a layer of a run at one time. */
export interface FieldRef {
  readonly dataset: string;
  readonly run: string;
  readonly layer: string;
  readonly time: number;
}

export function valueTileUrl(field: FieldRef, tile: TileId): string {
  const path = [field.dataset, field.run, field.layer, basicTime(field.time)];
  return `/values/${path.map(encodeURIComponent).join('/')}/${tileKey(tile)}.bin`;
}

export function nodeTileUrl({ dataset, run }: FieldRef, tile: TileId): string {
  return `/nodes/${[dataset, run].map(encodeURIComponent).join('/')}/${tileKey(tile)}.bin`;
}

export function sameField(a: FieldRef, b: FieldRef): boolean {
  return a.time === b.time && a.layer === b.layer && a.run === b.run && a.dataset === b.dataset;
}
