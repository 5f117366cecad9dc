import { formatPosition } from '../format/units';
import { titleIn } from '../i18n';
import { nameOf } from '../state/place-name';
import { view } from '../state/store';
import type { Place } from '../state/view';

/** "Shanghai 31.22°N 121.43°E" */
export function placeTitle(place: Place): string {
  const name = nameOf(place);
  const position = formatPosition(place.lat, place.lon);
  return name ? `${titleIn(view.value.language, name)} ${position}` : position;
}
