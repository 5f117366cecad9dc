import type { ValueTile } from './decode';
import type { DecodeJob, DecodeResult } from './decode-worker';

interface Waiting {
  resolve(tile: ValueTile): void;
  reject(error: Error): void;
}

/** Decodes value tiles off the main thread. */
export class Decoder {
  readonly #worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<DecodeResult>) => this.#settle(data);
  }

  decode(buffer: ArrayBuffer): Promise<ValueTile> {
    const job: DecodeJob = { id: ++this.#lastId, buffer };
    return new Promise((resolve, reject) => {
      this.#waiting.set(job.id, { resolve, reject });
      this.#worker.postMessage(job, [buffer]);
    });
  }

  #settle(result: DecodeResult): void {
    const waiting = this.#waiting.get(result.id);
    this.#waiting.delete(result.id);
    if (!waiting) return;
    if ('tile' in result) waiting.resolve(result.tile);
    else waiting.reject(new Error(result.error));
  }
}
