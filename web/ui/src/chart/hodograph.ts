/** A wind at a height above the ground, in m/s and m. */
export interface Wind {
  height: number;
  u: number;
  v: number;
}

/** The tops of the layers of a hodograph that are told apart, in metres above the ground. */
export const LAYER_TOPS = [1000, 3000, 6000, 9000, 12_000];

export interface Stretch {
  layer: number;
  winds: Wind[];
}

/** The winds cut at the layers' tops, which belong to both sides. */
export function stretches(winds: readonly Wind[]): Stretch[] {
  const sorted = [...winds].sort((a, b) => a.height - b.height);
  return LAYER_TOPS.map((top, layer) => {
    const foot = LAYER_TOPS[layer - 1] ?? Number.NEGATIVE_INFINITY;
    const inside = sorted.filter(({ height }) => height >= foot && height <= top);
    const ends = [windAt(sorted, foot), windAt(sorted, top)];
    const all = [...inside, ...ends.filter((wind) => wind !== null)];
    return { layer, winds: all.sort((a, b) => a.height - b.height) };
  }).filter(({ winds: some }) => some.length > 1);
}

/** Linear in height; null beyond the lowest and the highest. */
function windAt(sorted: readonly Wind[], height: number): Wind | null {
  const above = sorted.findIndex((wind) => wind.height >= height);
  const [below, over] = [sorted[above - 1], sorted[above]];
  if (!below || !over) return null;
  const part = (height - below.height) / (over.height - below.height);
  const mix = (a: number, b: number) => a + part * (b - a);
  return { height, u: mix(below.u, over.u), v: mix(below.v, over.v) };
}

/** The speed of the outermost ring, in steps of ten. */
export function outerRing(winds: readonly Wind[]): number {
  const most = Math.max(0, ...winds.map(({ u, v }) => Math.hypot(u, v)));
  return Math.max(20, Math.ceil(most / 10) * 10);
}
