import { useMemo, useRef } from 'preact/hooks';
import type { Run } from '../api/types';
import { type TimeScale, timeScale } from '../chart/time-scale';
import { clock, leadTime, midnights, monthDayTime, nearestTime, two } from '../format/time';
import { weekday } from '../i18n';
import { chooseTime } from '../state/actions';
import { buffered, isPlaying, layerTimes, view, words, zone } from '../state/store';
import { useWidth } from './use-width';

const HEIGHT = 76;
const RAIL = 50;

/** The steps of a run along time: arrived, expected, held; drag or click to choose one. */
export function Track({ run }: { run: Run }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const isDragging = useRef(false);
  const scale = useMemo(() => timeScale(run, width), [run, width]);
  const { time } = view.value;
  const choose = (event: PointerEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    chooseTime(nearestTime(layerTimes.peek(), scale.timeAt(event.clientX - left)));
  };
  return (
    <div
      class="track"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={words.value.timeline}
      aria-valuemin={0}
      aria-valuemax={layerTimes.value.length - 1}
      aria-valuenow={layerTimes.value.indexOf(time ?? Number.NaN)}
      aria-valuetext={valueText(run, time)}
      onPointerDown={(event) => {
        isPlaying.value = false;
        isDragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event);
      }}
      onPointerMove={(event) => isDragging.current && choose(event)}
      onPointerUp={() => {
        isDragging.current = false;
      }}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        {width > 0 && <Days scale={scale} width={width} />}
        <Steps run={run} scale={scale} />
        {time !== null && <Thumb x={scale.x(time)} />}
      </svg>
    </div>
  );
}

function valueText(run: Run, time: number | null): string {
  if (time === null) return '';
  return `${monthDayTime(time, zone.value)}, ${leadTime(time, run.reference)}`;
}

/** Alternating bands of local days; labels where there is room. */
function Days({ scale, width }: { scale: TimeScale; width: number }) {
  const { language } = view.value;
  const days = useMemo(() => midnights(scale.first, scale.last, zone.value), [scale, zone.value]);
  const edges = [scale.first, ...days, scale.last];
  return (
    <g>
      {edges.slice(0, -1).map((start, i) => {
        const left = i === 0 ? 0 : scale.x(start);
        const right = i === edges.length - 2 ? width : scale.x(edges[i + 1] as number);
        return (
          <g key={start}>
            {i % 2 === 1 && <rect class="day-band" x={left} width={right - left} height={HEIGHT} />}
            <text class="day-label" x={left + 6} y={17}>
              {dayLabel(language, start, right - left)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function dayLabel(language: 'zh' | 'en', time: number, width: number): string {
  const { month, day, weekday: index } = clock(time, zone.value);
  const date = `${two(month)}-${two(day)}`;
  if (width > 84) return `${weekday(language, index)} ${date}`;
  if (width > 44) return date;
  return width > 24 ? two(day) : '';
}

function Steps({ run, scale }: { run: Run; scale: TimeScale }) {
  const arrived = new Set(layerTimes.value);
  const held = buffered.value;
  return (
    <g>
      <line class="rail" x1={scale.x(scale.first)} x2={scale.x(scale.last)} y1={RAIL} y2={RAIL} />
      {run.expectedTimes.map((time) => {
        const state = held.has(time) ? 'held' : arrived.has(time) ? 'arrived' : 'expected';
        const x = scale.x(time);
        return (
          <rect
            key={time}
            class={`step ${state}`}
            x={x - 1.5}
            y={RAIL - 6}
            width={3}
            height={12}
            rx={1.5}
          />
        );
      })}
    </g>
  );
}

function Thumb({ x }: { x: number }) {
  return (
    <g class="thumb">
      <line x1={x} x2={x} y1={24} y2={HEIGHT} />
      <circle cx={x} cy={RAIL} r={7} />
    </g>
  );
}
