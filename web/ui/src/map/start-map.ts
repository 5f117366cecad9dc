import { coverMap } from './first-picture';

/** Puts the map into the element. MapLibre is the most of the script, and comes meanwhile. */
export async function startMap(container: HTMLElement): Promise<void> {
  const loading = import('./map-view');
  await coverMap(container);
  (await loading).startMap(container);
}
