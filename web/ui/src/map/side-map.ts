import { chooseMap } from '../state/maps';
import type { SideMap } from '../state/side-maps';
import { view, words } from '../state/store';
import { bindCamera } from './camera';
import { dressMap, makeMap } from './make-map';
import { addPicture } from './overlays';
import { PlaceMarker } from './place-marker';
import { bindPointer } from './pointer';
import { trackReady } from './ready';

/** Each of its four layers: the frames of a part of the window, and a few to go back and forth. */
const TEXTURE_BYTES = 16 * 1024 * 1024;

/** Puts a map beside the chosen one into the element; gives the way to take it out again. */
export function startSideMap(container: HTMLElement, side: SideMap): () => void {
  const map = makeMap(container);
  const stops = [bindCamera(map)];
  map.once('style.load', () => {
    const { scene, shown, isLoading } = side;
    stops.push(addPicture(map, { scene, shown, drawn: shown, textureBytes: TEXTURE_BYTES }));
    stops.push(dressMap(map, () => `${words.value.map} ${placeOf(side)}`));
    stops.push(trackReady(map, [shown, isLoading]));
  });
  bindPointer(map);
  const marker = new PlaceMarker(map);
  map.on('click', () => chooseMap(placeOf(side)));
  return () => {
    for (const stop of stops) stop();
    marker.remove();
    map.remove();
  };
}

const placeOf = ({ index }: SideMap) => view.value.others[index]?.place ?? 0;
