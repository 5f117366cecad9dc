import { BARB_ROOM, displayed, linePath, type ValueScale } from '../chart/geometry';
import type { Panel, Series } from '../chart/panels';
import type { TimeScale } from '../chart/time-scale';
import { midnights } from '../format/time';
import { KNOTS } from '../map/barb';
import { view, zone } from '../state/store';
import { BarbGlyph } from './BarbGlyph';

interface GridProps {
  values: ValueScale;
  scale: TimeScale;
  width: number;
}

/** Lines at round values and at local midnights. */
export function Grid({ values, scale, width }: GridProps) {
  return (
    <g class="chart-grid">
      {values.ticks.map((tick) => (
        <line key={tick} x1={0} x2={width} y1={values.y(tick)} y2={values.y(tick)} />
      ))}
      {midnights(scale.first, scale.last, zone.value).map((time) => {
        const x = scale.x(time);
        return <line key={time} class="midnight" x1={x} x2={x} y1={0} y2={values.height} />;
      })}
    </g>
  );
}

interface MarksProps {
  kind: Panel['kind'];
  series: Series;
  times: number[];
  scale: TimeScale;
  values: ValueScale;
  colour: string;
}

type Point = { x: number; y: number } | null;

export function Marks({ kind, series, times, scale, values, colour }: MarksProps) {
  const points: Point[] = displayed(series).map((value, i) =>
    value === null ? null : { x: scale.x(times[i] as number), y: values.y(value) },
  );
  if (kind === 'bar') return <Bars points={points} base={values.y(0)} colour={colour} />;
  return (
    <g>
      <path class="curve" d={linePath(points)} stroke={colour} />
      {series.directions && <Barbs {...{ series, times, scale, height: values.height }} />}
    </g>
  );
}

function Bars({ points, base, colour }: { points: Point[]; base: number; colour: string }) {
  const xs = points.filter((point) => point !== null).map(({ x }) => x);
  const gap = xs.length > 1 ? Math.abs((xs[1] as number) - (xs[0] as number)) : 12;
  const width = Math.max(1.5, Math.min(14, gap * 0.7));
  return (
    <g fill={colour}>
      {points.map((point) => {
        if (!point) return null;
        const height = Math.max(0, base - point.y);
        return <rect key={point.x} x={point.x - width / 2} y={point.y} {...{ width, height }} />;
      })}
    </g>
  );
}

const BARB_SPACING = 26;

interface BarbsProps {
  series: Series;
  times: number[];
  scale: TimeScale;
  height: number;
}

/** A row of barbs along the foot, thinned to what is legible. */
function Barbs({ series, times, scale, height }: BarbsProps) {
  const isSouthern = (view.value.place?.lat ?? 0) < 0;
  let lastX = Number.NEGATIVE_INFINITY;
  const glyphs = times.map((time, i) => {
    const speed = series.values[i];
    const direction = series.directions?.[i];
    const x = scale.x(time);
    if (typeof speed !== 'number' || typeof direction !== 'number') return null;
    if (x - lastX < BARB_SPACING) return null;
    lastX = x;
    const place = { x, y: height - BARB_ROOM / 2, direction, isSouthern };
    return <BarbGlyph key={time} {...place} knots={speed * KNOTS} />;
  });
  return <g>{glyphs}</g>;
}
