import { effect } from '@preact/signals';
import { datasets, runProblem, serverProblem, view } from '../state/store';
import { viewport, type Wanted, wanted } from '../state/wanted';
import { sameField } from '../values/field';
import { type FlatCamera, flatCamera, viewportOf } from './flat-camera';
import { drawGround, drawLines, loadShapes } from './flat-ground';
import { drawTiles } from './flat-tiles';

/**
 * Milliseconds that the map waits at most for what covers it: it would have nothing but its ground to
 * show before the run is known.
 */
const PATIENCE = 4000;

let uncover = () => {};

/**
 * Covers the map with the same picture as the server colours it, with land and coast, until WebGL
 * has drawn its own: that takes seconds where shaders are compiled in software. Resolves once it is
 * on the screen, or it is clear that there will be none.
 */
export async function coverMap(container: HTMLElement): Promise<void> {
  if (view.peek().projection !== 'mercator' || !container.clientHeight) return;
  const camera = () => flatCamera(view.value, container.clientWidth, container.clientHeight);
  // Until there is a map to tell what it looks at.
  const stopLooking = effect(() => {
    viewport.value = viewportOf(camera());
  });
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
  try {
    const shapes = loadShapes();
    const next = await Promise.race([firstWanted(), late]);
    if (!next || !isPlain(next)) return;
    const canvas = await Promise.race([draw(next, camera(), shapes), late]);
    if (canvas && isStill(next)) await cover(container, canvas, next);
  } catch {
    // The map itself says what is wrong.
  } finally {
    stopLooking();
  }
}

/** Takes the cover away, if there is one. */
export function uncoverMap(): void {
  uncover();
}

/** null if there will be nothing. */
function firstWanted(): Promise<Wanted | null> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const isHopeless = serverProblem.value || runProblem.value || datasets.value?.length === 0;
      if (!wanted.value && !isHopeless) return;
      resolve(wanted.value);
      queueMicrotask(() => stop());
    });
  });
}

/** What the server's usual tiles show: no comparison, nothing of an ensemble. */
const isPlain = ({ minus, field }: Wanted) => minus === undefined && !field.of;

function isStill(drawn: Wanted): boolean {
  const now = wanted.value;
  return now !== null && sameField(now.field, drawn.field) && now.look === drawn.look;
}

async function draw(
  next: Wanted,
  camera: FlatCamera,
  loading: ReturnType<typeof loadShapes>,
): Promise<HTMLCanvasElement | null> {
  const canvas = document.createElement('canvas');
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(camera.width * ratio);
  canvas.height = Math.round(camera.height * ratio);
  // Drawn without the graphics, which WebGL keeps busy meanwhile.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.scale(ratio, ratio);
  const [tiles, shapes] = await Promise.all([drawTiles(next, camera), loading]);
  drawGround(context, camera, shapes);
  tiles(context);
  drawLines(context, camera, shapes);
  return canvas;
}

/** Shows it over the map, until the map is drawn or something else is wanted. */
async function cover(
  container: HTMLElement,
  canvas: HTMLCanvasElement,
  drawn: Wanted,
): Promise<void> {
  canvas.className = 'map-cover';
  canvas.setAttribute('aria-hidden', 'true');
  container.after(canvas);
  const stop = effect(() => {
    if (!isStill(drawn)) uncover();
  });
  uncover = () => {
    stop();
    canvas.remove();
  };
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  performance.mark('first-picture');
}
