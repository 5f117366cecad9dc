import { useMemo, useRef, useState } from 'preact/hooks';
import type { Run } from '../api/types';
import { type TimeScale, timeScale } from '../chart/time-scale';
import { isMonthly, monthOf } from '../format/months';
import { leadTime, monthDayTime, nearestTime } from '../format/time';
import { chooseTime } from '../state/actions';
import { buffered, isPlaying, layerTimes, view, words, zone } from '../state/store';
import { Days, UtcTicks } from './Days';
import { Months } from './Months';
import { Sparkline } from './Sparkline';
import { useWidth } from './use-width';

const HEIGHT = 76;
const RAIL = 54;

/** The steps of a run along time: arrived, expected, held; drag or click to choose one. */
export function Track({ run }: { run: Run }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const isDragging = useRef(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const scale = useMemo(() => timeScale(run, width), [run, width]);
  const { time } = view.value;
  const timeUnder = (event: PointerEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    return nearestTime(layerTimes.peek(), scale.timeAt(event.clientX - left));
  };
  const choose = (event: PointerEvent) => chooseTime(timeUnder(event));
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
      onPointerMove={(event) => {
        if (isDragging.current) choose(event);
        setPointed(event.pointerType === 'mouse' ? timeUnder(event) : null);
      }}
      onPointerLeave={() => setPointed(null)}
      onPointerUp={() => {
        isDragging.current = false;
      }}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        {width > 0 && <Calendar {...{ run, scale, width }} />}
        <Sparkline scale={scale} top={20} foot={RAIL - 8} />
        <Steps run={run} scale={scale} />
        {time !== null && <Thumb x={scale.x(time)} />}
      </svg>
      {pointed !== null && <PointedTime {...{ run, width }} time={pointed} x={scale.x(pointed)} />}
    </div>
  );
}

const LABEL_ROOM = 120;

/** What a click there would choose. */
function PointedTime(props: { run: Run; time: number; x: number; width: number }) {
  const { run, time, x, width } = props;
  const left = Math.max(LABEL_ROOM, Math.min(width - LABEL_ROOM, x));
  return (
    <div class="pointed-time" style={{ left: `${left}px` }}>
      {monthDayTime(time, zone.value)} · {monthDayTime(time, 'UTC')}Z ·{' '}
      {leadTime(time, run.reference)}
    </div>
  );
}

/** Days, or months where steps are months apart. */
function Calendar({ run, scale, width }: { run: Run; scale: TimeScale; width: number }) {
  if (isMonthly(run.expectedTimes)) {
    return <Months {...{ scale, width }} height={HEIGHT} baseline={14} />;
  }
  return (
    <>
      <Days {...{ scale, width }} height={HEIGHT} baseline={14} />
      <UtcTicks {...{ scale, width }} baseline={HEIGHT - 4} />
    </>
  );
}

function valueText(run: Run, time: number | null): string {
  if (time === null) return '';
  if (isMonthly(run.expectedTimes)) return monthOf(time);
  return `${monthDayTime(time, zone.value)}, ${leadTime(time, run.reference)}`;
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
            y={RAIL - 5}
            width={3}
            height={10}
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
      <line x1={x} x2={x} y1={0} y2={HEIGHT} />
      <circle cx={x} cy={RAIL} r={7} />
    </g>
  );
}
