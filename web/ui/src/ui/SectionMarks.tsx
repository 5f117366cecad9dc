import { useMemo } from 'preact/hooks';
import type { SectionAnswer } from '../api/section';
import type { Legend } from '../api/types';
import { contours } from '../chart/contours';
import type { SectionScale } from '../chart/section-scale';
import { niceTicks } from '../chart/ticks';
import { displayFor, formatNumber, toDisplay } from '../format/units';
import { isolineInterval } from '../map/isoline-interval';
import { pressureOf } from '../state/layers';
import { linesOf } from '../state/section';
import { layer, view } from '../state/store';

interface PartProps {
  answer: SectionAnswer;
  scale: SectionScale;
}

/** Lines of equal value, with their numbers. */
export function SectionLines({ answer, scale, legend }: PartProps & { legend: Legend }) {
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
export function SectionGround({ answer: { surfacePressure, distanceKm }, scale }: PartProps) {
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

/** Pressures, kilometres, and the level that is on the map. */
export function SectionAxes({ answer, scale }: PartProps) {
  const level = layer.value && pressureOf(layer.value);
  const kilometres = niceTicks(0, answer.lengthKm, 6).slice(1);
  const isRoom = (x: number) => x < scale.width - END_ROOM;
  return (
    <g class="axis-labels">
      {LABELLED.filter(
        (pressure) => scale.y(pressure) >= 0 && scale.y(pressure) <= scale.height + 1,
      ).map((pressure) => (
        <text key={pressure} x={-6} y={scale.y(pressure) + 4} text-anchor="end">
          {pressure}
        </text>
      ))}
      <text x={0} y={scale.height + 15}>
        A
      </text>
      {kilometres.map(
        (distance) =>
          isRoom(scale.x(distance)) && (
            <text key={distance} x={scale.x(distance)} y={scale.height + 15} text-anchor="middle">
              {distance}
            </text>
          ),
      )}
      <text x={scale.width} y={scale.height + 15} text-anchor="end">
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
