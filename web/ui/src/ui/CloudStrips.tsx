import type { Series } from '../chart/panels';
import type { TimeScale } from '../chart/time-scale';

interface StripsProps {
  series: Series[];
  times: number[];
  scale: TimeScale;
  height: number;
}

/** Layers of cloud, the highest on top: the more of the sky it covers, the whiter. */
export function CloudStrips({ series, times, scale, height }: StripsProps) {
  const room = height / series.length;
  return (
    <g class="clouds">
      {series.map(({ name, values }, row) =>
        times.map((time, i) => {
          const value = values[i];
          if (typeof value !== 'number') return null;
          const [left, right] = reach(times, i, scale);
          const opacity = Math.max(0, Math.min(1, value));
          return (
            <rect
              key={`${name} ${time}`}
              x={left}
              y={row * room + 1}
              width={right - left}
              height={room - 2}
              fill-opacity={opacity.toFixed(2)}
            />
          );
        }),
      )}
    </g>
  );
}

/** Half-way to the times before and after. */
function reach(times: number[], i: number, { x }: TimeScale): [number, number] {
  const here = x(times[i] as number);
  const before = i > 0 ? x(times[i - 1] as number) : here;
  const after = i < times.length - 1 ? x(times[i + 1] as number) : here;
  return [(before + here) / 2, (here + after) / 2];
}
