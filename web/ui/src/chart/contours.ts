/** Places in pixels and the values there; rows and columns need not be evenly apart. */
export interface Net {
  /** By column, ascending. */
  x: readonly number[];
  /** By row, in any order. */
  y: readonly number[];
  /** By row and column; null where missing. */
  values: readonly (readonly (number | null)[])[];
}

export interface Contour {
  value: number;
  path: string;
  /** Where its number may stand: the middle of the piece nearest to the wished column. */
  label: { x: number; y: number } | null;
}

type Point = [number, number];

/** More lines than these would be a hatching. */
const MOST_LINES = 24;

/** Lines of equal value at all multiples of the interval, or of twice it …, by marching squares. */
export function contours(net: Net, interval: number): Contour[] {
  const all = net.values.flat().filter((value) => value !== null);
  if (!all.length || !(interval > 0)) return [];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if ((high - low) / interval > MOST_LINES) return contours(net, 2 * interval);
  const first = Math.ceil(low / interval);
  const last = Math.floor(high / interval);
  const found: Contour[] = [];
  for (let n = first; n <= last; n++) found.push(contour(net, n * interval, n - first));
  return found;
}

function contour(net: Net, value: number, order: number): Contour {
  const pieces: [Point, Point][] = [];
  for (let row = 0; row + 1 < net.y.length; row++) {
    for (let column = 0; column + 1 < net.x.length; column++) {
      pieces.push(...piecesIn(net, row, column, value));
    }
  }
  const text = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const path = pieces.map(([a, b]) => `M${text(a)}L${text(b)}`).join('');
  return { value, path, label: labelOf(pieces, net, order) };
}

/** The numbers of neighbouring lines stand apart. */
const LABEL_PLACES = [0.3, 0.55, 0.8];

function labelOf(pieces: [Point, Point][], { x }: Net, order: number): Contour['label'] {
  const wished = (x.at(-1) ?? 0) * (LABEL_PLACES[order % LABEL_PLACES.length] as number);
  let best: Point | null = null;
  for (const [a, b] of pieces) {
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    if (!best || Math.abs(middle[0] - wished) < Math.abs(best[0] - wished)) best = middle;
  }
  return best && { x: best[0], y: best[1] };
}

/** Corners round a cell: upper left, upper right, lower right, lower left. */
const AROUND = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0],
] as const;

function piecesIn({ x, y, values }: Net, row: number, column: number, value: number) {
  const crossings: Point[] = [];
  const corners = AROUND.map(([down, right]) => ({
    at: [x[column + right], y[row + down]] as Point,
    value: values[row + down]?.[column + right] ?? null,
  }));
  for (let side = 0; side < 4; side++) {
    const [a, b] = [corners[side], corners[(side + 1) % 4]];
    if (!a || !b || a.value === null || b.value === null) return [];
    if (a.value < value === b.value < value) continue;
    const part = (value - a.value) / (b.value - a.value);
    crossings.push([a.at[0] + part * (b.at[0] - a.at[0]), a.at[1] + part * (b.at[1] - a.at[1])]);
  }
  const [first, second, third, fourth] = crossings;
  if (!first || !second) return [];
  const pieces: [Point, Point][] = [[first, second]];
  if (third && fourth) pieces.push([third, fourth]);
  return pieces;
}
