import type { SectionAnswer } from '../api/section';
import type { SectionScale } from '../chart/section-scale';
import { directionFrom } from '../format/units';
import { KNOTS } from '../map/barb';
import { BarbGlyph } from './BarbGlyph';

const ACROSS = 34;
const DOWN = 20;

interface WindsProps {
  answer: SectionAnswer;
  scale: SectionScale;
}

/** Barbs at the model's own levels, as on a map: north is up. */
export function SectionWinds({ answer, scale }: WindsProps) {
  const { levels, pressure, distanceKm, lat, surfacePressure } = answer;
  const [us, vs] = [levels.wind_u_component, levels.wind_v_component];
  if (!us || !vs) return null;
  const every = Math.max(1, Math.round((ACROSS * distanceKm.length) / scale.width));
  const rows = thinned(pressure.map((each) => scale.y(each / 100)));
  return (
    <g>
      {rows.map(({ row, y }) =>
        distanceKm.map((distance, i) => {
          const u = us[row]?.[i] ?? null;
          const v = vs[row]?.[i] ?? null;
          const isShown = i % every === Math.floor(every / 2) && u !== null && v !== null;
          const isUnderground = (surfacePressure[i] ?? Infinity) < (pressure[row] as number);
          if (!isShown || isUnderground) return null;
          return (
            <BarbGlyph
              key={`${row} ${distance}`}
              x={scale.x(distance)}
              y={y}
              knots={Math.hypot(u, v) * KNOTS}
              direction={directionFrom(u, v)}
              isSouthern={(lat[i] ?? 0) < 0}
            />
          );
        }),
      )}
    </g>
  );
}

/** The levels inside the picture, far enough apart. */
function thinned(ys: number[]): { row: number; y: number }[] {
  let last = Number.POSITIVE_INFINITY;
  return ys.flatMap((y, row) => {
    if (y < DOWN / 2 || last - y < DOWN) return [];
    last = y;
    return [{ row, y }];
  });
}
