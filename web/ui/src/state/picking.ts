import { choosePlace, patchView } from './actions';
import { addEnd } from './section';
import { view } from './store';
import type { Place } from './view';

/** What a click on the map means: an end of the section's line, a pin, or the place to tell of. */
export function pickPlace(place: Place, isPin: boolean): void {
  if (isPin) togglePin(place);
  else if (view.peek().tab === 'section') addEnd(place);
  else choosePlace(place);
}

/** So many values can be told apart on a map. */
const MOST_PINS = 24;

export function isPinned(place: Place): boolean {
  return view.value.pins.some((pin) => isSame(pin, place));
}

/** Values that stay on the map at a place; gone if they were there. */
export function togglePin(place: Place): void {
  const { pins } = view.peek();
  const others = pins.filter((pin) => !isSame(pin, place));
  const isThere = others.length < pins.length;
  patchView({ pins: isThere ? others : [...pins, place].slice(-MOST_PINS) });
}

/** The chosen place, or the middle of the map. */
export function togglePinHere(): void {
  const { place, lat, lon } = view.peek();
  togglePin(place ?? { lat, lon });
}

const isSame = (a: Place, b: Place) => a.lat === b.lat && a.lon === b.lon;
