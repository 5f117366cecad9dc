import { displayed, linePath } from '../chart/geometry';
import type { Series } from '../chart/panels';
import type { TimeScale } from '../chart/time-scale';
import { forecast, panels } from '../state/forecast';

interface SparklineProps {
  scale: TimeScale;
  top: number;
  foot: number;
}

/** Less rain than this (in millimetres a step) does not fill the height. */
const MUCH_RAIN = 10;

/** The chosen place's temperature and rain in the timeline, to see where to look. */
export function Sparkline({ scale, top, foot }: SparklineProps) {
  const times = forecast.value?.times;
  if (!times) return null;
  const all = panels.value.flatMap(({ series }) => series);
  const rain = all.find(({ name }) => name === 'precipitation');
  const line = all.find(({ name }) => name === 'temperature_2m');
  return (
    <g class="sparkline">
      {rain && <Rain {...{ rain, times, scale, top, foot }} />}
      {line && <path class="curve" d={pathOf(line, times, { scale, top, foot })} />}
    </g>
  );
}

function pathOf(series: Series, times: number[], { scale, top, foot }: SparklineProps): string {
  const values = displayed(series);
  const there = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...there), Math.max(...there)];
  const span = Math.max(high - low, 4);
  return linePath(
    values.map((value, i) =>
      value === null
        ? null
        : { x: scale.x(times[i] as number), y: foot - ((value - low) / span) * (foot - top) },
    ),
  );
}

function Rain(props: SparklineProps & { rain: Series; times: number[] }) {
  const { rain, times, scale, top, foot } = props;
  const most = Math.max(MUCH_RAIN, ...rain.values.map((value) => value ?? 0));
  return (
    <g>
      {rain.values.map((value, i) => {
        if (!value) return null;
        const right = scale.x(times[i] as number);
        const left = i > 0 ? scale.x(times[i - 1] as number) : right - 4;
        const height = Math.max(1, (value / most) * (foot - top));
        return (
          <rect
            key={right}
            x={left + 1}
            y={foot - height}
            width={Math.max(1, right - left - 1)}
            {...{ height }}
          />
        );
      })}
    </g>
  );
}
