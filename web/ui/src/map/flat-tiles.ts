import type { Wanted } from '../state/wanted';
import { pictureTileUrl } from '../values/field';
import type { FlatCamera } from './flat-camera';

/** Pixels of a tile. */
const SIZE = 512;

/** Loads the server's tiles of a field that are in sight; gives the way to draw them all. */
export async function drawTiles(
  { field, look }: Wanted,
  { width, height, world, zoom, left, top }: FlatCamera,
): Promise<(context: CanvasRenderingContext2D) => void> {
  const z = Math.max(0, Math.round(zoom + Math.log2(window.devicePixelRatio)));
  const [count, side] = [2 ** z, world / 2 ** z];
  const found: Promise<[image: HTMLImageElement, column: number, row: number]>[] = [];
  for (
    let row = Math.max(0, Math.floor(-top / side));
    row < count && top + row * side < height;
    row++
  ) {
    for (let column = Math.floor(-left / side); left + column * side < width; column++) {
      const x = ((column % count) + count) % count;
      const url = pictureTileUrl(field, { z, x, y: row }, [`size=${SIZE}`, look]);
      found.push(loadImage(url).then((image) => [image, column, row]));
    }
  }
  const tiles = await Promise.all(found);
  return (context) => {
    for (const [image, column, row] of tiles) {
      // On whole pixels, so that no seam is left between neighbours.
      const [x, y] = [edge(left + column * side), edge(top + row * side)];
      const [right, bottom] = [edge(left + (column + 1) * side), edge(top + (row + 1) * side)];
      context.drawImage(image, x, y, right - x, bottom - y);
    }
  };
}

function edge(position: number): number {
  return Math.round(position * window.devicePixelRatio) / window.devicePixelRatio;
}

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}
