import { useMemo, useState } from 'preact/hooks';
import type { SectionAnswer } from '../api/section';
import type { Legend } from '../api/types';
import { type SectionScale, sectionScale, valueIn } from '../chart/section-scale';
import { SPEED } from '../format/measures';
import { monthDayTime } from '../format/time';
import {
  compassPoint,
  directionFrom,
  displayFor,
  formatNumber,
  formatPosition,
  formatWithUnits,
} from '../format/units';
import { filledWith, linesOf, pointedPlace } from '../state/section';
import { view, zone } from '../state/store';
import { memberTitle } from './member-title';
import { SectionFill } from './SectionFill';
import { SectionAxes, SectionGround, SectionLines } from './SectionMarks';
import { SectionWinds } from './SectionWinds';
import { useWidth } from './use-width';

const HEIGHT = 268;
const LEFT = 44;
const RIGHT = 14;
const HEAD = 20;
const FOOT = 20;

interface PictureProps {
  answer: SectionAnswer;
  legends: { fill: Legend; lines: Legend | null };
}

/** Distance to the right, pressure up by its logarithm. */
export function SectionPicture({ answer, legends }: PictureProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const inner = Math.max(1, width - LEFT - RIGHT);
  const scale = useMemo(() => sectionScale(answer, inner, HEIGHT), [answer, inner]);
  const fill = answer.levels[filledWith.value?.variable ?? ''] ?? [];
  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const next = pointAt(answer, scale, event.clientX - left - LEFT, event.clientY - top - HEAD);
    setPointed(next);
    pointedPlace.value = next;
  };
  const leave = () => {
    setPointed(null);
    pointedPlace.value = null;
  };
  const title = `${monthDayTime(answer.time, 'UTC')}Z (${monthDayTime(answer.time, zone.value)}) ${memberTitle(answer)}`;
  return (
    <div
      class="section-picture"
      ref={box}
      data-section={answer.time}
      onPointerMove={point}
      onPointerLeave={leave}
    >
      <p class="section-title">{pointed ? describe(answer, pointed, legends) : title}</p>
      {width > 0 && <SectionFill {...{ fill, scale }} legend={legends.fill} />}
      {width > 0 && (
        <svg width={width} height={HEAD + HEIGHT + FOOT} role="img" aria-label={title}>
          <g transform={`translate(${LEFT} ${HEAD})`}>
            {legends.lines && <SectionLines answer={answer} scale={scale} legend={legends.lines} />}
            <SectionGround answer={answer} scale={scale} />
            <SectionWinds answer={answer} scale={scale} />
            <SectionAxes answer={answer} scale={scale} />
            {pointed && <circle class="section-pointer" cx={pointed.x} cy={pointed.y} r={4} />}
          </g>
        </svg>
      )}
    </div>
  );
}

interface Pointed {
  x: number;
  y: number;
  /** Fractions of the answer's lists. */
  place: number;
  level: number;
  lat: number;
  lon: number;
}

function pointAt(answer: SectionAnswer, scale: SectionScale, x: number, y: number): Pointed | null {
  if (x < 0 || y < 0 || x > scale.width || y > scale.height) return null;
  const place = scale.placeAt(x);
  const near = Math.round(place);
  const [lat = 0, lon = 0] = [answer.lat[near], answer.lon[near]];
  return { x, y, place, level: scale.levelAt(y), lat, lon };
}

/** All numbers of a point of the picture. */
function describe(answer: SectionAnswer, pointed: Pointed, legends: PictureProps['legends']) {
  const { place, level, lat, lon } = pointed;
  const at = (name: string | undefined) => valueIn(answer.levels[name ?? ''] ?? [], level, place);
  const shown = (legend: Legend, value: number | null) =>
    formatWithUnits(value, displayFor(legend, view.value.units));
  const logs = answer.pressure.map(Math.log);
  const log = valueIn([logs], 0, level) ?? 0;
  const distance = valueIn([answer.distanceKm], 0, place) ?? 0;
  const [u, v] = [at('wind_u_component'), at('wind_v_component')];
  const wind =
    u === null || v === null
      ? []
      : [
          `${compassPoint(directionFrom(u, v))} ${formatWithUnits(Math.hypot(u, v), displayFor(SPEED, view.value.units))}`,
        ];
  const lines = legends.lines ? [shown(legends.lines, at(linesOf.value?.variable))] : [];
  return [
    `${formatNumber(Math.exp(log) / 100, 0)} hPa`,
    `${formatNumber(distance, 0)} km`,
    formatPosition(lat, lon),
    shown(legends.fill, at(filledWith.value?.variable)),
    ...lines,
    ...wind,
  ].join(' · ');
}
