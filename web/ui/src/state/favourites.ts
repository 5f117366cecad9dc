import { signal } from '@preact/signals';
import type { NamedPlace } from '../api/types';
import { formatPosition } from '../format/units';
import { nameOf } from './place-name';
import type { Place } from './view';

const KEY = 'fengtu.favourites';

/** Places that this browser keeps, the newest first; the search offers them. */
export const favourites = signal<NamedPlace[]>(read());

export function isFavourite(place: Place): boolean {
  return favourites.value.some((each) => isSame(each, place));
}

export function toggleFavourite(place: Place): void {
  const others = favourites.peek().filter((each) => !isSame(each, place));
  const isKept = others.length < favourites.peek().length;
  favourites.value = isKept ? others : [named(place), ...others];
  try {
    localStorage.setItem(KEY, JSON.stringify(favourites.peek()));
  } catch {
    // Without storage they last as long as the page.
  }
}

function named({ lat, lon }: Place): NamedPlace {
  const position = formatPosition(lat, lon);
  const { en = position, zh = position } = nameOf({ lat, lon }) ?? {};
  return { lat, lon, en, zh };
}

const NEAR = 1e-4;

function isSame(a: Place, b: Place): boolean {
  return Math.abs(a.lat - b.lat) < NEAR && Math.abs(a.lon - b.lon) < NEAR;
}

/** What is stored may be anything: what is no place is left out. */
function read(): NamedPlace[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isNamedPlace) : [];
  } catch {
    return [];
  }
}

function isNamedPlace(value: unknown): value is NamedPlace {
  const { lat, lon, en, zh } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof lat === 'number' &&
    typeof lon === 'number' &&
    typeof en === 'string' &&
    typeof zh === 'string'
  );
}
