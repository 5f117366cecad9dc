import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { takeSnapshot } from '../map/snapshot';
import { chooseTime } from '../state/actions';
import { isPlaying, shown, view } from '../state/store';
import { captionOf } from './caption';
import { makeSheet } from './sheet';

/** What the map shows, with title, legend and licences. */
async function takeSheet(): Promise<HTMLCanvasElement> {
  const frame = shown.peek();
  if (!frame) throw new Error('there is no picture yet');
  return makeSheet(await takeSnapshot(), captionOf(frame), window.devicePixelRatio);
}

export async function makePng(): Promise<Blob> {
  const sheet = await takeSheet();
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });
}

/** Loops are sent about: as wide as a chat or a slide shows them. */
const WIDEST = 800;
const COLOURS = 256;
const DELAY = 400;

/** A frame for each of the times; the map goes through them, and back to where it was. */
export async function makeGif(
  times: readonly number[],
  onFrame: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  isPlaying.value = false;
  const before = view.peek().time;
  const gif = GIFEncoder();
  try {
    for (const [i, time] of times.entries()) {
      chooseTime(time);
      await settled(time, signal);
      const { data, width, height } = shrunk(await takeSheet());
      const palette = quantize(data, COLOURS);
      gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: DELAY });
      onFrame(i + 1);
    }
  } finally {
    chooseTime(before);
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: 'image/gif' });
}

function shrunk(sheet: HTMLCanvasElement): ImageData {
  const scale = Math.min(1, WIDEST / sheet.width);
  const [width, height] = [Math.round(sheet.width * scale), Math.round(sheet.height * scale)];
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const context = small.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('there is no canvas to draw on');
  context.imageSmoothingQuality = 'high';
  context.drawImage(sheet, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

const PATIENCE = 30_000;

/** Waits until the map shows a time, whole. */
async function settled(time: number, signal: AbortSignal): Promise<void> {
  const start = performance.now();
  while (shown.peek()?.field.time !== time || !window.ready) {
    signal.throwIfAborted();
    if (performance.now() - start > PATIENCE) throw new Error('the picture does not arrive');
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
