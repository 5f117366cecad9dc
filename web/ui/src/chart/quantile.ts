/** Linear between the sorted values (type 7), as the server computes it; null where one is missing. */
export function quantileAt(curves: readonly (number | null)[][], at: number, part: number) {
  const values = curves.map((curve) => curve[at] ?? null);
  if (!values.length || values.some((value) => value === null)) return null;
  const sorted = (values as number[]).sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

export function meanAt(curves: readonly (number | null)[][], at: number) {
  const values = curves.map((curve) => curve[at] ?? null);
  if (!values.length || values.some((value) => value === null)) return null;
  return (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
}
