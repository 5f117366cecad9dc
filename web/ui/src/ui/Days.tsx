import { useMemo } from 'preact/hooks';
import type { TimeScale } from '../chart/time-scale';
import { clock, midnights, two } from '../format/time';
import { weekday } from '../i18n';
import { view, zone } from '../state/store';

interface DaysProps {
  scale: TimeScale;
  width: number;
  height: number;
  /** Of the labels' foot. */
  baseline: number;
}

/** Alternating bands of local days; labels where there is room. */
export function Days({ scale, width, height, baseline }: DaysProps) {
  const { language } = view.value;
  const days = useMemo(() => midnights(scale.first, scale.last, zone.value), [scale, zone.value]);
  const edges = [scale.first, ...days, scale.last];
  const perDay = width / Math.max(1, edges.length - 1);
  const every = Math.max(1, Math.ceil(LEAST_ROOM / perDay));
  return (
    <g>
      {edges.slice(0, -1).map((start, i) => {
        const left = i === 0 ? 0 : scale.x(start);
        const right = i === edges.length - 2 ? width : scale.x(edges[i + 1] as number);
        return (
          <g key={start}>
            {i % 2 === 1 && <rect class="day-band" x={left} width={right - left} {...{ height }} />}
            <text class="day-label" x={left + 6} y={baseline}>
              {i % every === 0 && dayLabel(language, start, every * (right - left))}
            </text>
          </g>
        );
      })}
    </g>
  );
}

const LEAST_ROOM = 22;

function dayLabel(language: 'zh' | 'en', time: number, width: number): string {
  const { month, day, weekday: index } = clock(time, zone.value);
  const date = `${two(month)}-${two(day)}`;
  if (width > 84) return `${weekday(language, index)} ${date}`;
  if (width > 44) return date;
  return width > LEAST_ROOM ? two(day) : '';
}

const ROOM = 46;

const isRoomAt = (x: number, width: number) => x > ROOM / 2 && x < width - ROOM / 2;

/** Hours and dates in UTC, as many as there is room for. */
export function UtcTicks({ scale, width, baseline }: Omit<DaysProps, 'height'>) {
  const days = midnights(scale.first - 1, scale.last, 'UTC');
  const every = Math.ceil((ROOM * days.length) / Math.max(1, width));
  return (
    <g>
      {days
        .filter((time, i) => i % every === 0 && isRoomAt(scale.x(time), width))
        .map((time) => (
          <text key={time} class="utc-label" x={scale.x(time)} y={baseline}>
            {two(clock(time, 'UTC').day)} 00Z
          </text>
        ))}
    </g>
  );
}
