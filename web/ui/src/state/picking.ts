import { choosePlace } from './actions';
import { addEnd } from './section';
import { view } from './store';
import type { Place } from './view';

/** What a click on the map means: an end of the section's line, or the place to tell of. */
export function pickPlace(place: Place): void {
  if (view.peek().tab === 'section') addEnd(place);
  else choosePlace(place);
}
