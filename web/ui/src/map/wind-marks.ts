import { KNOTS, makeBarb } from './barb';
import type { Mark } from './wind-overlay';

/** The wind barb of weather charts. */
export const barbMark: Mark = (context, speed, isSouthern) => {
  const { strokes, pennants, isCalm } = makeBarb(speed * KNOTS, isSouthern);
  const path = new Path2D();
  for (const [x1, y1, x2, y2] of strokes) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
  for (const [x1, y1, x2, y2, x3, y3] of pennants) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
    path.lineTo(x3, y3);
    path.closePath();
  }
  if (isCalm) path.arc(0, 0, 3, 0, 2 * Math.PI);
  ink(context, path, pennants.length > 0);
};

/** Pixels: what is calm has no arrow, what is a gale the longest. */
const CALM = 0.5;
const SHORTEST = 6;
const LONGEST = 32;
const PER_SPEED = 1.1;
const HEAD = 5;

/** An arrow that flies with the wind, longer the stronger it is, its middle at the place. */
export const arrowMark: Mark = (context, speed) => {
  if (speed < CALM) return;
  const half = Math.min(LONGEST, SHORTEST + PER_SPEED * speed) / 2;
  const path = new Path2D();
  path.moveTo(0, -half);
  path.lineTo(0, half);
  path.moveTo(-HEAD * 0.6, half - HEAD);
  path.lineTo(0, half);
  path.lineTo(HEAD * 0.6, half - HEAD);
  ink(context, path, false);
};

function ink(context: CanvasRenderingContext2D, path: Path2D, isFilled: boolean): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = 'rgba(255, 255, 255, 0.55)';
  context.lineWidth = 3;
  context.stroke(path);
  context.strokeStyle = '#0b1118';
  context.fillStyle = '#0b1118';
  context.lineWidth = 1.25;
  context.stroke(path);
  if (isFilled) context.fill(path);
}
