import { basicTime } from '../format/time';
import { type TileId, tileKey } from '../grid/tiles';

/** Names one field: a layer of a run at one time, and of an ensemble which member or statistic. */
export interface FieldRef {
  readonly dataset: string;
  readonly run: string;
  readonly layer: string;
  readonly time: number;
  /** As a query, such as "member=3"; absent or "" for the control and runs without members. */
  readonly of?: string;
  /** The run's `version` of the layer: with it, browsers keep tiles for ever. */
  readonly version?: string;
}

export function valueTileUrl(field: FieldRef, tile: TileId): string {
  const path = [field.dataset, field.run, field.layer, basicTime(field.time)];
  return `/values/${path.map(encodeURIComponent).join('/')}/${tileKey(tile)}.bin${query(field)}`;
}

/** The server's picture of a field, in Mercator's tiles; `asked` are parts of a query. */
export function pictureTileUrl(
  field: FieldRef,
  { z, x, y }: { z: number; x: number; y: number },
  asked: string[],
): string {
  const path = [field.dataset, field.run, field.layer, basicTime(field.time)];
  return `/tiles/${path.map(encodeURIComponent).join('/')}/${z}/${x}/${y}.png${query(field, asked)}`;
}

function query({ of, version }: FieldRef, asked: string[] = []): string {
  const parts = [of, version && `v=${version}`, ...asked].filter(Boolean);
  return parts.length ? `?${parts.join('&')}` : '';
}

export function nodeTileUrl({ dataset, run }: FieldRef, tile: TileId): string {
  return `/nodes/${[dataset, run].map(encodeURIComponent).join('/')}/${tileKey(tile)}.bin`;
}

export function sameField(a: FieldRef, b: FieldRef): boolean {
  const isSameRun = a.run === b.run && a.dataset === b.dataset && query(a) === query(b);
  return a.time === b.time && a.layer === b.layer && isSameRun;
}
