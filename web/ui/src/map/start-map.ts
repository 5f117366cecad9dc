import type { SideMap } from '../state/side-maps';
import { coverMap } from './first-picture';

// MapLibre is the most of the script, and comes meanwhile.

/** Puts the chosen map into the element. */
export async function startMap(container: HTMLElement): Promise<void> {
  const loading = import('./map-view');
  await coverMap(container);
  (await loading).startMap(container);
}

/** Puts a map beside the chosen one into the element; gives the way to take it away. */
export function startSideMap(container: HTMLElement, side: SideMap): () => void {
  let stop = () => {};
  let isWanted = true;
  void import('./side-map').then((module) => {
    if (isWanted) stop = module.startSideMap(container, side);
  });
  return () => {
    isWanted = false;
    stop();
  };
}
