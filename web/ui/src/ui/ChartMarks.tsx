import { BARB_ROOM, linePath, shownIn, stepPath, type ValueScale } from '../chart/geometry';
import type { Panel, Series } from '../chart/panels';
import { nights } from '../chart/sun';
import type { TimeScale } from '../chart/time-scale';
import { calendarEdges, isMonthly } from '../format/months';
import { midnights } from '../format/time';
import { KNOTS } from '../map/barb';
import { view, zone } from '../state/store';
import { BarbGlyph } from './BarbGlyph';

interface GridProps {
  times: readonly number[];
  values: ValueScale;
  scale: TimeScale;
  width: number;
}

/** Nights, and lines at round values, local midnights and 00 UTC; of months, where they begin. */
export function Grid({ values, scale, width, times }: GridProps) {
  const { height } = values;
  return (
    <g class="chart-grid">
      {!isMonthly(times) && <Nights scale={scale} height={height} />}
      {values.ticks.map((tick) => (
        <line key={tick} x1={0} x2={width} y1={values.y(tick)} y2={values.y(tick)} />
      ))}
      {isMonthly(times) ? (
        <Uprights
          times={calendarEdges(scale.first, scale.last)}
          kind="utc"
          {...{ scale, height }}
        />
      ) : (
        <>
          <Midnights zone="UTC" kind="utc" {...{ scale, height }} />
          <Midnights zone={zone.value} kind="midnight" {...{ scale, height }} />
        </>
      )}
    </g>
  );
}

interface MidnightsProps {
  scale: TimeScale;
  height: number;
  zone: string;
  kind: string;
}

function Midnights({ zone: of, ...lines }: MidnightsProps) {
  return <Uprights times={midnights(lines.scale.first, lines.scale.last, of)} {...lines} />;
}

interface UprightsProps {
  times: number[];
  scale: TimeScale;
  height: number;
  kind: string;
}

function Uprights({ times, scale, height, kind }: UprightsProps) {
  return (
    <>
      {times.map((time) => {
        const x = scale.x(time);
        return <line key={time} class={kind} x1={x} x2={x} y1={0} y2={height} />;
      })}
    </>
  );
}

export function Nights({ scale, height }: { scale: TimeScale; height: number }) {
  const { place } = view.value;
  if (!place) return null;
  return (
    <>
      {nights(place.lat, place.lon, scale.first, scale.last).map(([start, end]) => {
        const x = scale.x(start);
        return (
          <rect key={start} class="night" x={x} y={0} width={scale.x(end) - x} {...{ height }} />
        );
      })}
    </>
  );
}

interface MarksProps {
  kind: Panel['kind'];
  series: Series;
  times: number[];
  scale: TimeScale;
  values: ValueScale;
}

type Point = { x: number; y: number } | null;

export function Marks({ kind, series, times, scale, values }: MarksProps) {
  const { colour, display, earlier, spread } = series;
  const points = (at: number[], si: (number | null)[]): Point[] =>
    shownIn(display, si).map((value, i) =>
      value === null ? null : { x: scale.x(at[i] as number), y: values.y(value) },
    );
  const own = points(times, series.values);
  const drawPath = kind === 'bar' ? stepPath : linePath;
  const isDashed = /gust/.test(series.name);
  return (
    <g>
      {spread && kind === 'line' && (
        <path
          class="spread"
          d={bandPath(points(spread.times, spread.low), points(spread.times, spread.high))}
          fill={colour}
        />
      )}
      {kind === 'bar' && <Bars points={own} {...{ times, scale, colour }} base={values.y(0)} />}
      {spread && kind === 'bar' && (
        <path
          class="whiskers"
          d={whiskerPath(points(spread.times, spread.low), points(spread.times, spread.high))}
        />
      )}
      {[...earlier].reverse().map(({ run, times: at, values: of }) => (
        <path key={run} class="earlier" d={drawPath(points(at, of))} stroke={colour} />
      ))}
      {kind === 'line' && (
        <path class={isDashed ? 'curve dashed' : 'curve'} d={linePath(own)} stroke={colour} />
      )}
      {series.directions && <Barbs {...{ series, times, scale, height: values.height }} />}
    </g>
  );
}

/** The area between two lines, of the times at which both are there. */
function bandPath(low: Point[], high: Point[]): string {
  const both = low.map((_, i) => i).filter((i) => low[i] && high[i]);
  if (both.length < 2) return '';
  const at = (points: Point[], i: number) =>
    `${points[i]?.x.toFixed(1)} ${points[i]?.y.toFixed(1)}`;
  const there = both.map((i) => at(low, i));
  const back = both.reverse().map((i) => at(high, i));
  return `M${[...there, ...back].join('L')}Z`;
}

interface BarsProps {
  points: Point[];
  times: number[];
  scale: TimeScale;
  base: number;
  colour: string;
}

/** From low to high in the middle of each bar, which reaches back to the time before. */
function whiskerPath(low: Point[], high: Point[]): string {
  return low
    .map((foot, i) => {
      const [top, before] = [high[i], low[i - 1]];
      if (!foot || !top || top.y === foot.y) return '';
      const x = before ? (before.x + foot.x) / 2 : foot.x;
      return `M${x.toFixed(1)} ${foot.y.toFixed(1)}V${top.y.toFixed(1)}`;
    })
    .join('');
}

/** A sum stands over the time that it is of: since the step before. */
function Bars({ points, times, scale, base, colour }: BarsProps) {
  return (
    <g fill={colour}>
      {points.map((point, i) => {
        if (!point) return null;
        const left = i > 0 ? scale.x(times[i - 1] as number) : point.x - 4;
        const width = Math.max(1, point.x - left - 1.5);
        const height = Math.max(0, base - point.y);
        return <rect key={point.x} x={left + 0.75} y={point.y} {...{ width, height }} />;
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
