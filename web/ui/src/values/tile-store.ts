import { fetchOk } from '../api/client';
import { type TileId, tileKey } from '../grid/tiles';
import { ByteCache } from './byte-cache';
import type { ValueTile } from './decode';
import { Decoder } from './decoder';
import { type FieldRef, valueTileUrl } from './field';

const CACHE_BYTES = 256 * 1024 * 1024;
const MAX_REQUESTS = 6;

export type Priority = 'now' | 'ahead';

/** Fetches, decodes and keeps value tiles. */
export class TileStore {
  readonly #cache = new ByteCache<ValueTile>(CACHE_BYTES);
  readonly #pending = new Map<string, Promise<ValueTile>>();
  readonly #decoder = new Decoder();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  has(field: FieldRef, tiles: readonly TileId[]): boolean {
    return tiles.every((tile) => this.#cache.has(valueTileUrl(field, tile)));
  }

  /** The tiles by key if all are held, without a request. */
  held(field: FieldRef, tiles: readonly TileId[]): Map<string, ValueTile> | null {
    const found = new Map<string, ValueTile>();
    for (const id of tiles) {
      const tile = this.#cache.get(valueTileUrl(field, id));
      if (!tile) return null;
      found.set(tileKey(id), tile);
    }
    return found;
  }

  /** From the cache, or fetched in turn; rejects when the signal aborts. */
  async load(
    field: FieldRef,
    tile: TileId,
    signal: AbortSignal,
    priority: Priority,
  ): Promise<ValueTile> {
    const url = valueTileUrl(field, tile);
    const known = this.#cache.get(url) ?? (await this.#pending.get(url)?.catch(() => undefined));
    if (known) return known;
    signal.throwIfAborted();
    const loading = this.#loadInTurn(url, signal, priority);
    this.#pending.set(url, loading);
    try {
      return await loading;
    } finally {
      if (this.#pending.get(url) === loading) this.#pending.delete(url);
    }
  }

  async #loadInTurn(url: string, signal: AbortSignal, priority: Priority): Promise<ValueTile> {
    await this.#turn(priority);
    try {
      signal.throwIfAborted();
      const answer = await fetchOk(url, signal);
      const tile = await this.#decoder.decode(await answer.arrayBuffer());
      this.#cache.set(url, tile, tile.raw.byteLength);
      return tile;
    } finally {
      this.#done();
    }
  }

  #turn(priority: Priority): Promise<void> {
    if (this.#running < MAX_REQUESTS) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      if (priority === 'now') this.#queue.unshift(resolve);
      else this.#queue.push(resolve);
    });
  }

  #done(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running--;
  }
}
