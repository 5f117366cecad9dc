import { type Converter, converterOf, planeOf } from './plane';

/** Runs in MapLibre's workers, which lay coasts and places on the plane that a map has. */
interface Scope {
  setProjectionHandler(handler: (projection: string) => Converter): void;
}

(globalThis as unknown as Scope).setProjectionHandler((projection) => {
  const plane = planeOf(projection);
  if (!plane) throw new Error(`${projection} is no plane`);
  return converterOf(plane);
});
