import { view } from '../state/store';
import { isLight } from '../state/theme';
import type { FlatCamera } from './flat-camera';
import { mercatorX, mercatorY } from './gl';
import { atZoom, BASEMAP, basemapUrl, groundColours, LINES, SHORE } from './style';

/** The ground of the map in two dimensions, as style.ts has it, without the names. */

type Line = [lon: number, lat: number][];
type Nested = Line | Nested[];

/** Lines, and the rings of areas, by the name of their file. */
export type Shapes = Map<string, Line[]>;

export async function loadShapes(): Promise<Shapes> {
  const load = async (name: string): Promise<[string, Line[]]> => {
    const answer = await fetch(basemapUrl(name));
    const { coordinates } = (await answer.json()) as { coordinates: Nested };
    return [name, linesIn(coordinates)];
  };
  return new Map(await Promise.all(BASEMAP.map(load)));
}

function linesIn(nested: Nested): Line[] {
  const isLine = typeof nested[0]?.[0] === 'number';
  return isLine ? [nested as Line] : (nested as Nested[]).flatMap(linesIn);
}

export function drawGround(
  context: CanvasRenderingContext2D,
  camera: FlatCamera,
  shapes: Shapes,
): void {
  const { sea, land } = groundColours(isLight.peek());
  context.fillStyle = sea;
  context.fillRect(0, 0, camera.width, camera.height);
  for (const [name, colour] of [
    ['land', land],
    ['lakes', sea],
  ] as const) {
    context.fillStyle = colour;
    const path = pathOf(shapes.get(name) ?? [], camera);
    inEachWorld(context, camera, () => context.fill(path, 'evenodd'));
  }
}

export function drawLines(
  context: CanvasRenderingContext2D,
  camera: FlatCamera,
  shapes: Shapes,
): void {
  context.strokeStyle = SHORE;
  context.lineJoin = 'round';
  for (const { source, width, opacity } of LINES) {
    if (source === 'graticule' && !view.peek().graticule) continue;
    context.lineWidth = atZoom(width, camera.zoom);
    context.globalAlpha = atZoom(opacity, camera.zoom);
    const path = pathOf(shapes.get(source) ?? [], camera);
    inEachWorld(context, camera, () => context.stroke(path));
  }
  context.globalAlpha = 1;
}

function pathOf(lines: Line[], { world, left, top }: FlatCamera): Path2D {
  const path = new Path2D();
  for (const line of lines) {
    line.forEach(([lon, lat], i) => {
      const [x, y] = [left + mercatorX(lon) * world, top + mercatorY(lat) * world];
      if (i) path.lineTo(x, y);
      else path.moveTo(x, y);
    });
  }
  return path;
}

function inEachWorld(
  context: CanvasRenderingContext2D,
  { left, width, world }: FlatCamera,
  draw: () => void,
): void {
  const first = Math.ceil((-left - world) / world);
  for (let wrap = first; left + wrap * world < width; wrap++) {
    context.save();
    context.translate(wrap * world, 0);
    draw();
    context.restore();
  }
}
