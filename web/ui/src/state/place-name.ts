import { signal } from '@preact/signals';
import type { NamedPlace } from '../api/types';
import type { Place } from './view';

/** The map's own list of places, once it is asked for. */
const places = signal<NamedPlace[]>([]);
let isAsked = false;

/** Farther than this a place has no name. */
const NEAR_KILOMETRES = 15;
const KILOMETRES_PER_DEGREE = 111.2;

/** The nearest place of the map's list, if it is near; undefined else, or not yet. */
export function nameOf(place: Place): NamedPlace | undefined {
  if (!isAsked) {
    isAsked = true;
    void fetch('/basemap/places.json')
      .then((answer) => answer.json())
      .then((list: NamedPlace[]) => {
        places.value = list;
      })
      .catch(() => {
        isAsked = false;
      });
  }
  return nearest(places.value, place);
}

/** Flat distances will do for what is near. */
export function nearest(list: readonly NamedPlace[], { lat, lon }: Place): NamedPlace | undefined {
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best: NamedPlace | undefined;
  let least = NEAR_KILOMETRES / KILOMETRES_PER_DEGREE;
  for (const each of list) {
    const east = ((((each.lon - lon + 180) % 360) + 360) % 360) - 180;
    const distance = Math.hypot(each.lat - lat, east * shrink);
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}
