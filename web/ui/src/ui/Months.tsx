import type { TimeScale } from '../chart/time-scale';
import { calendarEdges, monthOf } from '../format/months';

interface MonthsProps {
  scale: TimeScale;
  width: number;
  height: number;
  baseline: number;
}

const ROOM = 50;

/** Alternating bands of months, or of years where there are many. */
export function Months({ scale, width, height, baseline }: MonthsProps) {
  const edges = [scale.first, ...calendarEdges(scale.first, scale.last), scale.last];
  return (
    <g>
      {edges.slice(0, -1).map((start, i) => {
        const left = i === 0 ? 0 : scale.x(start);
        const right = i === edges.length - 2 ? width : scale.x(edges[i + 1] as number);
        return (
          <g key={start}>
            {i % 2 === 1 && <rect class="day-band" x={left} width={right - left} {...{ height }} />}
            <text class="day-label" x={left + 6} y={baseline}>
              {right - left > ROOM && monthOf(start)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
