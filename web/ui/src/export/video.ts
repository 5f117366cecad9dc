import { DELAY } from './picture';

/** What browsers record, the best first. */
const TYPES = ['video/webm;codecs=vp9', 'video/webm', 'video/mp4'];

/** The type of video that this browser can make; undefined for none. */
export const videoType: string | undefined =
  typeof MediaRecorder === 'undefined'
    ? undefined
    : TYPES.find((type) => MediaRecorder.isTypeSupported(type));

/** "webm" or "mp4" */
export const videoEnding = videoType?.includes('mp4') ? 'mp4' : 'webm';

const BITS_PER_SECOND = 6_000_000;

/** Plays the frames on a canvas and records that: it takes as long as the video lasts. */
export async function makeVideo(frames: readonly ImageData[], signal: AbortSignal): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = frames[0]?.width ?? 0;
  canvas.height = frames[0]?.height ?? 0;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('there is no canvas to draw on');
  const stream = canvas.captureStream();
  const recorder = new MediaRecorder(stream, {
    mimeType: videoType,
    videoBitsPerSecond: BITS_PER_SECOND,
  });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise<void>((resolve, reject) => {
    recorder.onstop = () => resolve();
    recorder.onerror = () => reject(new Error('the video could not be recorded'));
  });
  recorder.start();
  for (const frame of frames) {
    if (signal.aborted) break;
    context.putImageData(frame, 0, 0);
    await pause(DELAY);
  }
  recorder.stop();
  await stopped;
  for (const track of stream.getTracks()) track.stop();
  signal.throwIfAborted();
  return new Blob(parts, { type: recorder.mimeType });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
