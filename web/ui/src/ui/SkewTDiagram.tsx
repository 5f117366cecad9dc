import { useMemo, useState } from 'preact/hooks';
import type { Parcel } from '../api/profile';
import { linePath } from '../chart/geometry';
import { ZERO } from '../chart/moist-air';
import { guideLines, type SkewT, skewT, TOP } from '../chart/skew-t';
import { type SoundingLevel, type Trace, traceOf } from '../chart/sounding-traces';
import { SPEED, TEMPERATURE } from '../format/measures';
import {
  compassPoint,
  directionFrom,
  displayFor,
  formatNumber,
  formatWithUnits,
} from '../format/units';
import { KNOTS } from '../map/barb';
import { view } from '../state/store';
import { BarbGlyph } from './BarbGlyph';

const WIDTH = 400;
const HEIGHT = 372;
const LEFT = 76;
const RIGHT = 44;
const HEAD = 20;
const FOOT = 20;

interface DiagramProps {
  levels: SoundingLevel[];
  path: Parcel['path'] | undefined;
  title: string;
}

/** Skew-T log-p: temperature, dew point and the parcel's path over adiabats and mixing ratios. */
export function SkewTDiagram({ levels, path, title }: DiagramProps) {
  const diagram = useMemo(() => skewT(WIDTH, HEIGHT), []);
  const [pointed, setPointed] = useState<SoundingLevel | null>(null);
  const size = [LEFT + WIDTH + RIGHT, HEAD + HEIGHT + FOOT];
  const point = (event: PointerEvent & { currentTarget: SVGSVGElement }) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const y = ((event.clientY - top) / height) * (size[1] as number) - HEAD;
    setPointed(nearestLevel(levels, diagram.pressureAt(y)));
  };
  return (
    <figure class="skew-t">
      <svg
        viewBox={`0 0 ${size.join(' ')}`}
        role="img"
        aria-label={`${title}. ${levels.map(levelText).join('; ')}`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <text class="figure-title" x={LEFT} y={13}>
          {pointed ? levelText(pointed) : title}
        </text>
        <g transform={`translate(${LEFT} ${HEAD})`}>
          <Guides diagram={diagram} />
          <svg width={WIDTH} height={HEIGHT} class="traces" aria-hidden="true">
            {path && <path class="parcel" d={pathIn(diagram, parcelTrace(path))} />}
            <path class="dew-point" d={pathIn(diagram, traceOf(levels, 'dewPoint'))} />
            <path class="temperature" d={pathIn(diagram, traceOf(levels, 'temperature'))} />
            {pointed && <Pointed level={pointed} diagram={diagram} />}
          </svg>
          <PressureLabels diagram={diagram} levels={levels} />
          <WindColumn levels={levels} diagram={diagram} />
        </g>
      </svg>
    </figure>
  );
}

function parcelTrace({ pressure, temperature }: Parcel['path']): Trace[] {
  return pressure.flatMap((each, i) => {
    const value = temperature[i];
    return typeof value === 'number' ? [{ pressure: each / 100, value }] : [];
  });
}

function pathIn({ x, y }: SkewT, trace: Trace[]): string {
  const inside = trace.filter(({ pressure }) => pressure >= TOP);
  return linePath(inside.map(({ pressure, value }) => ({ x: x(pressure, value), y: y(pressure) })));
}

function Guides({ diagram }: { diagram: SkewT }) {
  const { isotherms, dry, moist, ratios } = useMemo(() => guideLines(diagram), [diagram]);
  const zero = `M${diagram.x(1050, ZERO)} ${diagram.y(1050)}L${diagram.x(TOP, ZERO)} 0`;
  return (
    <>
      <svg width={WIDTH} height={HEIGHT} class="guides" aria-hidden="true">
        {isotherms.map((d) => (
          <path key={d} class="isotherm" d={d} />
        ))}
        <path class="freezing" d={zero} />
        {dry.map((d) => (
          <path key={d} class="dry" d={d} />
        ))}
        {moist.map((d) => (
          <path key={d} class="moist" d={d} />
        ))}
        {ratios.map(({ path, label, x, y }) => (
          <g key={label}>
            <path class="ratio" d={path} />
            <text class="ratio-label" x={x} y={y - 2}>
              {label}
            </text>
          </g>
        ))}
        <rect class="frame" x={0.5} y={0.5} width={WIDTH - 1} height={HEIGHT - 1} />
      </svg>
      <g class="axis-labels">
        {[-30, -20, -10, 0, 10, 20, 30, 40].map((celsius) => (
          <text
            key={celsius}
            x={diagram.x(1050, celsius + ZERO)}
            y={HEIGHT + 14}
            text-anchor="middle"
          >
            {formatNumber(celsius, 0)}
          </text>
        ))}
      </g>
    </>
  );
}

const LABELLED = [1000, 925, 850, 700, 500, 400, 300, 250, 200, 150, 100];

/** Pressures, and the heights of these levels in kilometres. */
function PressureLabels({ diagram, levels }: { diagram: SkewT; levels: SoundingLevel[] }) {
  return (
    <g class="axis-labels">
      {LABELLED.map((pressure) => {
        const y = diagram.y(pressure);
        const same = levels.find((level) => level.pressure === pressure);
        const height = same?.height;
        return (
          <g key={pressure}>
            <line class="isobar" x1={0} x2={WIDTH} y1={y} y2={y} />
            <text x={-6} y={y + 4} text-anchor="end">
              {pressure}
            </text>
            {typeof height === 'number' && (
              <text class="height" x={-34} y={y + 4} text-anchor="end">
                {formatNumber(height / 1000, 1)} km
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

const BARB_GAP = 15;

function WindColumn({ levels, diagram }: { levels: SoundingLevel[]; diagram: SkewT }) {
  const isSouthern = (view.value.place?.lat ?? 0) < 0;
  let last = Number.POSITIVE_INFINITY;
  return (
    <g>
      {levels.map(({ pressure, u, v }) => {
        const y = diagram.y(pressure);
        if (u === null || v === null || pressure < TOP || last - y < BARB_GAP) return null;
        last = y;
        const direction = directionFrom(u, v);
        const knots = Math.hypot(u, v) * KNOTS;
        const x = WIDTH + RIGHT / 2;
        return <BarbGlyph key={pressure} {...{ x, y, knots, direction, isSouthern }} />;
      })}
    </g>
  );
}

function Pointed({ level, diagram }: { level: SoundingLevel; diagram: SkewT }) {
  const y = diagram.y(level.pressure);
  return <line class="chart-cursor" x1={0} x2={WIDTH} y1={y} y2={y} />;
}

function nearestLevel(levels: SoundingLevel[], pressure: number): SoundingLevel | null {
  const distance = (level: SoundingLevel) => Math.abs(Math.log(level.pressure / pressure));
  return [...levels].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** "850 hPa 1403 m T 14.2 Td 11.5 °C SW 20.2 m/s" */
function levelText({ pressure, height, temperature, dewPoint, u, v }: SoundingLevel): string {
  const { units } = view.value;
  const warmth = (value: number) => formatWithUnits(value, displayFor(TEMPERATURE, units));
  const parts = [`${formatNumber(pressure, 0)} hPa`];
  if (height !== null) parts.push(`${formatNumber(height, 0)} m`);
  if (temperature !== null) parts.push(`T ${warmth(temperature)}`);
  if (dewPoint !== null) parts.push(`Td ${warmth(dewPoint)}`);
  if (u !== null && v !== null) {
    const speed = formatWithUnits(Math.hypot(u, v), displayFor(SPEED, units));
    parts.push(`${compassPoint(directionFrom(u, v))} ${speed}`);
  }
  return parts.join('  ');
}
