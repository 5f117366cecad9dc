/** A wind barb in its own frame: the station at (0, 0), the shaft up (−y), into the wind. */
export interface Barb {
  /** Line segments: x1, y1, x2, y2. */
  strokes: [number, number, number, number][];
  /** Filled triangles: x1, y1, x2, y2, x3, y3. */
  pennants: [number, number, number, number, number, number][];
  isCalm: boolean;
}

const SHAFT = 24;
const FEATHER = 9;
const SLANT = 4;
const GAP = 4;
export const KNOTS = 1.943_844_5;

/**
 * WMO wind plotting: half feather 5 kn, feather 10 kn, pennant 50 kn, to the nearest 5 kn.
 * Feathers point to low pressure: clockwise of the shaft north of the equator, else the other side.
 */
export function makeBarb(knots: number, isSouthern: boolean): Barb {
  const fives = Math.round(knots / 5);
  if (fives === 0) return { strokes: [], pennants: [], isCalm: true };
  const side = isSouthern ? -1 : 1;
  const barb: Barb = { strokes: [[0, 0, 0, -SHAFT]], pennants: [], isCalm: false };
  let y = -SHAFT;
  for (let n = 0; n < Math.floor(fives / 10); n++) {
    barb.pennants.push([0, y, side * FEATHER, y - SLANT / 2 + GAP / 2, 0, y + GAP + 1]);
    y += GAP + 2;
  }
  for (let n = 0; n < Math.floor((fives % 10) / 2); n++) {
    barb.strokes.push([0, y, side * FEATHER, y - SLANT]);
    y += GAP;
  }
  if (fives % 2) {
    // A lone half feather stands away from the end, so that it is not read as a full one.
    if (fives === 1) y += GAP;
    barb.strokes.push([0, y, side * FEATHER * 0.5, y - SLANT * 0.5]);
  }
  return barb;
}
