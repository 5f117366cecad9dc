import type { TileId } from '../grid/tiles';
import type { FieldRef } from '../values/field';
import { sheetsOf } from '../values/frame';
import type { TileStore } from '../values/tile-store';
import { buffered, isPlaying, layerTimes, view } from './store';
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
        const load = ({ field, tiles }: Ahead) =>
          tiles.map((id) => this.#store.load(field, id, signal, 'ahead'));
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
    return fieldsAt(wanted, time).every(({ field, tiles }) => this.#store.has(field, tiles));
  }

  #publish(wanted: Wanted): void {
    buffered.value = new Set(layerTimes.peek().filter((time) => this.#has(wanted, time)));
  }
}

/** Whether there is something to take away at a time, where something shall be. */
function isWhole(wanted: Wanted, time: number): boolean {
  return wanted.takenTimes?.includes(time + shiftOf(wanted)) ?? true;
}

/** From a picture's time to that of what it is compared with. */
function shiftOf({ field, minus }: Wanted): number {
  return minus ? minus.field.time - field.time : 0;
}

interface Ahead {
  field: FieldRef;
  tiles: TileId[];
}

/** The picture's fields at another time, those that exist then. */
function fieldsAt(wanted: Wanted, time: number): Ahead[] {
  const { minus, tiles } = wanted;
  const own = sheetsOf<WantedField>(wanted)
    .filter(({ layer }) => layer.times?.includes(time) ?? true)
    .map(({ field }) => ({ field: { ...field, time }, tiles }));
  if (!minus) return own;
  const at = time + shiftOf(wanted);
  return [...own, { field: { ...minus.field, time: at }, tiles: minus.tiles }];
}
