/** Values from one to another, in the stored unit; either may be infinite. */
export interface Range {
  from: number;
  to: number;
}

/** "12..", "..273.15" or "5..10"; null for anything else. */
export function parseRange(text: string | null): Range | null {
  const match = /^(-?[\d.]+(?:e[-+]?\d+)?)?\.\.(-?[\d.]+(?:e[-+]?\d+)?)?$/.exec(text ?? '');
  if (!match || (match[1] === undefined && match[2] === undefined)) return null;
  const from = match[1] === undefined ? -Infinity : Number(match[1]);
  const to = match[2] === undefined ? Infinity : Number(match[2]);
  return from <= to ? { from, to } : null;
}

export function rangeText({ from, to }: Range): string {
  const side = (value: number) =>
    Number.isFinite(value) ? String(Number(value.toPrecision(7))) : '';
  return `${side(from)}..${side(to)}`;
}
