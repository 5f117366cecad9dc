import { legendTicks, positionOf } from '../chart/legend-scale';
import type { Caption } from './caption';

const HEAD = 56;
const FOOT = 24;
const PADDING = 14;
const BAR = { width: 300, height: 12 };
/** In narrower pictures the legend stands under the title. */
const NARROW = 820;

/** The map with a title block and legend over it, and licences under it. */
export function makeSheet(map: HTMLCanvasElement, caption: Caption, ratio: number) {
  const width = map.width / ratio;
  const head = width < NARROW ? 2 * HEAD - 8 : HEAD;
  const sheet = document.createElement('canvas');
  sheet.width = map.width;
  sheet.height = map.height + Math.round((head + FOOT) * ratio);
  const context = sheet.getContext('2d');
  if (!context) throw new Error('there is no canvas to draw on');
  context.fillStyle = colour('--slate');
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(map, 0, Math.round(head * ratio));
  context.scale(ratio, ratio);
  const room = width < NARROW ? width - 2 * PADDING : width - BAR.width - 4 * PADDING;
  write(context, caption.title, { y: 24, font: '600 16px', colour: '--text', room });
  write(context, caption.facts, { y: 44, font: '12px', colour: '--muted', room });
  const left = width < NARROW ? PADDING : width - BAR.width - 2 * PADDING;
  drawLegend(context, caption, left, width < NARROW ? HEAD + 6 : 14);
  const y = sheet.height / ratio - 8;
  write(context, caption.credit, { y, font: '11px', colour: '--muted', room: width - 2 * PADDING });
  return sheet;
}

interface Writing {
  y: number;
  font: string;
  colour: string;
  /** Longer texts are squeezed into it. */
  room: number;
}

function write(context: CanvasRenderingContext2D, text: string, how: Writing): void {
  context.font = `${how.font} "Fengtu Sans", sans-serif`;
  context.fillStyle = colour(how.colour);
  context.textAlign = 'left';
  context.fillText(text, PADDING, how.y, how.room);
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { legend, display }: Caption,
  left: number,
  top: number,
): void {
  const gradient = context.createLinearGradient(left, 0, left + BAR.width, 0);
  for (const stop of legend.stops)
    gradient.addColorStop(positionOf(legend, stop.value), stop.colour);
  context.fillStyle = gradient;
  context.fillRect(left, top, BAR.width, BAR.height);
  context.font = '11px "Fengtu Sans", sans-serif';
  context.fillStyle = colour('--muted');
  context.textAlign = 'center';
  for (const { value, text } of legendTicks(legend, display)) {
    context.fillText(text, left + BAR.width * positionOf(legend, value), top + BAR.height + 14);
  }
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
