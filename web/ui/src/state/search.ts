import { signal } from '@preact/signals';
import { fetchPlaces } from '../api/client';
import type { NamedPlace } from '../api/types';
import { choosePlace, patchView } from './actions';
import { favourites } from './favourites';
import { view } from './store';

/** What the search has found; null while nothing is asked. */
export const found = signal<NamedPlace[] | null>(null);

/** How near one comes to a place that was searched for, at least. */
const NEAR = 5.5;
const DELAY = 150;

let timer = 0;
let abort = new AbortController();

/** Before anything is typed: the places that were kept, if any were. */
export function offerFavourites(): void {
  if (favourites.peek().length) found.value = favourites.peek();
}

/** Asks once the typing pauses; an answer that was overtaken is dropped. */
export function search(text: string): void {
  clearTimeout(timer);
  abort.abort();
  if (!text.trim()) {
    found.value = null;
    return;
  }
  const mine = new AbortController();
  abort = mine;
  timer = window.setTimeout(async () => {
    const places = await fetchPlaces(text.trim(), mine.signal).catch(() => []);
    if (!mine.signal.aborted) found.value = places;
  }, DELAY);
}

/** Goes there and opens its forecast. */
export function visit({ lat, lon }: NamedPlace): void {
  found.value = null;
  patchView({ lat, lon, zoom: Math.max(view.peek().zoom, NEAR) });
  choosePlace({ lat, lon });
}
