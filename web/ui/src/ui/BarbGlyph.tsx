import { makeBarb } from '../map/barb';

interface BarbProps {
  x: number;
  y: number;
  knots: number;
  /** Degrees, from where the wind blows. */
  direction: number;
  isSouthern: boolean;
}

/** A small wind barb in a chart. */
export function BarbGlyph({ x, y, knots, direction, isSouthern }: BarbProps) {
  const { strokes, pennants, isCalm } = makeBarb(knots, isSouthern);
  return (
    <g class="barb-glyph" transform={`translate(${x} ${y}) rotate(${direction}) scale(0.62)`}>
      {isCalm && <circle r={4} />}
      {strokes.map(([x1, y1, x2, y2]) => (
        <line key={`${y1}/${y2}`} {...{ x1, y1, x2, y2 }} />
      ))}
      {pennants.map((points) => (
        <polygon key={points[1]} points={points.join(' ')} />
      ))}
    </g>
  );
}
