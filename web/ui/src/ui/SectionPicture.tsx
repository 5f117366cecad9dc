import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SectionAnswer } from '../api/section';
import type { Legend } from '../api/types';
import { contours } from '../chart/contours';
import { type SectionScale, sectionScale, valueIn } from '../chart/section-scale';
import { niceTicks } from '../chart/ticks';
import { SPEED } from '../format/measures';
import { monthDayTime } from '../format/time';
import {
  compassPoint,
  directionFrom,
  displayFor,
  formatNumber,
  formatPosition,
  formatWithUnits,
  toDisplay,
} from '../format/units';
import { colourAt } from '../map/colours';
import { isolineInterval } from '../map/isoline-interval';
import { pressureOf } from '../state/layers';
import { filledWith, linesOf, pointedPlace } from '../state/section';
import { layer, view, zone } from '../state/store';
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
  const title = `${monthDayTime(answer.time, 'UTC')}Z (${monthDayTime(answer.time, zone.value)})`;
  return (
    <div
      class="section-picture"
      ref={box}
      data-section={answer.time}
      onPointerMove={point}
      onPointerLeave={leave}
    >
      <p class="section-title">{pointed ? describe(answer, pointed, legends) : title}</p>
      {width > 0 && <Fill {...{ fill, scale }} legend={legends.fill} />}
      {width > 0 && (
        <svg width={width} height={HEAD + HEIGHT + FOOT} role="img" aria-label={title}>
          <g transform={`translate(${LEFT} ${HEAD})`}>
            {legends.lines && <Lines answer={answer} scale={scale} legend={legends.lines} />}
            <Ground answer={answer} scale={scale} />
            <SectionWinds answer={answer} scale={scale} />
            <Axes answer={answer} scale={scale} />
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

interface FillProps {
  fill: (number | null)[][];
  scale: SectionScale;
  legend: Legend;
}

const GRAIN = 2;

/** The colours, a square of pixels at a time. */
function Fill({ fill, scale, legend }: FillProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.ceil(scale.width / GRAIN);
  const rows = Math.ceil(scale.height / GRAIN);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows);
    const places = Array.from({ length: columns }, (_, i) => scale.placeAt((i + 0.5) * GRAIN));
    for (let j = 0; j < rows; j++) {
      const level = scale.levelAt((j + 0.5) * GRAIN);
      places.forEach((place, i) => {
        const value = valueIn(fill, level, place);
        if (value !== null) image.data.set(colourAt(legend, value), 4 * (j * columns + i));
      });
    }
    context.putImageData(image, 0, 0);
  }, [fill, scale, legend, columns, rows]);
  const size = { width: `${scale.width}px`, height: `${scale.height}px` };
  return <canvas class="section-fill" ref={canvas} width={columns} height={rows} style={size} />;
}

interface PartProps {
  answer: SectionAnswer;
  scale: SectionScale;
}

function Lines({ answer, scale, legend }: PartProps & { legend: Legend }) {
  const values = answer.levels[linesOf.value?.variable ?? ''];
  const display = displayFor(legend, view.value.units);
  const found = useMemo(() => {
    if (!values) return [];
    const x = answer.distanceKm.map(scale.x);
    const y = answer.pressure.map((pressure) => scale.y(pressure / 100));
    const shown = values.map((row) =>
      row.map((value) => (value === null ? null : toDisplay(value, display))),
    );
    return contours({ x, y, values: shown }, isolineInterval(legend));
  }, [values, scale, legend, display.units]);
  return (
    <svg class="section-lines" width={scale.width} height={scale.height} aria-hidden="true">
      {found.map(({ value, path }) => (
        <path key={value} d={path} />
      ))}
      {found.map(
        ({ value, label }) =>
          label &&
          label.y > 8 && (
            <text key={value} x={label.x} y={label.y + 3}>
              {formatNumber(value, 0)}
            </text>
          ),
      )}
    </svg>
  );
}

/** What lies below the ground is no air. */
function Ground({ answer: { surfacePressure, distanceKm }, scale }: PartProps) {
  const there = surfacePressure.flatMap((pressure, i) =>
    pressure === null ? [] : [{ x: scale.x(distanceKm[i] as number), y: scale.y(pressure / 100) }],
  );
  const [first, last] = [there[0], there.at(-1)];
  if (!first || !last) return null;
  const top = there.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return (
    <path class="ground" d={`M${top}L${last.x} ${scale.height}L${first.x} ${scale.height}Z`} />
  );
}

/** For the length of the whole line, at its end. */
const END_ROOM = 90;
const LABELLED = [1000, 850, 700, 500, 400, 300, 250, 200, 150, 100];

function Axes({ answer, scale }: PartProps) {
  const level = layer.value && pressureOf(layer.value);
  const kilometres = niceTicks(0, answer.lengthKm, 6).slice(1);
  const isRoom = (x: number) => x < scale.width - END_ROOM;
  return (
    <g class="axis-labels">
      {LABELLED.filter((pressure) => scale.y(pressure) >= 0 && scale.y(pressure) <= HEIGHT + 1).map(
        (pressure) => (
          <text key={pressure} x={-6} y={scale.y(pressure) + 4} text-anchor="end">
            {pressure}
          </text>
        ),
      )}
      <text x={0} y={HEIGHT + 15}>
        A
      </text>
      {kilometres.map(
        (distance) =>
          isRoom(scale.x(distance)) && (
            <text key={distance} x={scale.x(distance)} y={HEIGHT + 15} text-anchor="middle">
              {distance}
            </text>
          ),
      )}
      <text x={scale.width} y={HEIGHT + 15} text-anchor="end">
        {formatNumber(answer.lengthKm, 0)} km B
      </text>
      <rect class="frame" x={0} y={0} width={scale.width} height={scale.height} />
      {level && (
        <line
          class="chart-cursor"
          x1={0}
          x2={scale.width}
          y1={scale.y(level)}
          y2={scale.y(level)}
        />
      )}
    </g>
  );
}
