import type { FieldRef } from '../values/field';
import { sheetsOf } from '../values/frame';
import type { TileStore } from '../values/tile-store';
import { buffered, isPlaying, layerTimes, minusRun, view } from './store';
import type { Wanted, WantedField } from './wanted';

const STEPS_AHEAD = 6;
const STEPS_BACK = 2;

/** Loads the steps around the present one, nearest first, while the same part is looked at. */
export class Prefetch {
  readonly #store: TileStore;
  #abort = new AbortController();
  #extent = '';
  #isRunning = false;
  /** +1 as one goes on in time, −1 as one goes back. */
  #direction: 1 | -1 = 1;
  #time = Number.NaN;

  constructor(store: TileStore) {
    this.#store = store;
  }

  start(wanted: Wanted, extent: string): void {
    if (extent !== this.#extent) {
      this.stop();
      this.#extent = extent;
    }
    const { time } = wanted.field;
    if (time !== this.#time) this.#direction = time < this.#time && !isPlaying.peek() ? -1 : 1;
    this.#time = time;
    this.#publish(wanted);
    if (!this.#isRunning) void this.#run(wanted, this.#abort.signal);
  }

  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#isRunning = false;
  }

  async #run(wanted: Wanted, signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    try {
      for (;;) {
        const time = this.#nextTime(wanted);
        if (time === undefined || signal.aborted) break;
        const load = (field: FieldRef) =>
          wanted.tiles.map((id) => this.#store.load(field, id, signal, 'ahead'));
        await Promise.all(fieldsAt(wanted, time).flatMap(load));
        if (!signal.aborted) this.#publish(wanted);
      }
    } catch {
      // A step that fails to load ahead says so when it is asked for.
    }
    if (!signal.aborted) this.#isRunning = false;
  }

  #nextTime(wanted: Wanted): number | undefined {
    const times = layerTimes.peek();
    const now = times.indexOf(view.peek().time ?? Number.NaN);
    // Played to its end a run begins anew.
    const at = (index: number) =>
      times[isPlaying.peek() ? (index + times.length) % times.length : index];
    const along = (count: number, step: number) =>
      Array.from({ length: count }, (_, i) => at(now + step * (i + 1)));
    return [...along(STEPS_AHEAD, this.#direction), ...along(STEPS_BACK, -this.#direction)].find(
      (time) => time !== undefined && isWhole(wanted, time) && !this.#has(wanted, time),
    );
  }

  #has(wanted: Wanted, time: number): boolean {
    return fieldsAt(wanted, time).every((field) => this.#store.has(field, wanted.tiles));
  }

  #publish(wanted: Wanted): void {
    buffered.value = new Set(layerTimes.peek().filter((time) => this.#has(wanted, time)));
  }
}

/** Whether there is something to take away at a time, where something shall be. */
function isWhole({ minus }: Wanted, time: number): boolean {
  const other = minusRun.peek();
  const same = other?.layers.find(({ name }) => name === minus?.layer);
  return !minus || Boolean(same && (same.times ?? other?.times ?? []).includes(time));
}

/** The picture's fields at another time, those that exist then. */
function fieldsAt(wanted: Wanted, time: number): FieldRef[] {
  const fields = sheetsOf<WantedField>(wanted)
    .filter(({ layer }) => layer.times?.includes(time) ?? true)
    .map(({ field }) => field);
  return [...fields, wanted.minus ?? []].flat().map((field) => ({ ...field, time }));
}
