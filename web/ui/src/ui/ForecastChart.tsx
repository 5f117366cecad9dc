import type { ComponentChildren } from 'preact';
import type { Run } from '../api/types';
import { type ValueScale, valueScale } from '../chart/geometry';
import type { Panel, Series } from '../chart/panels';
import { type TimeScale, timeScale } from '../chart/time-scale';
import { isMonthly } from '../format/months';
import { nearestTime } from '../format/time';
import { compassPoint, formatWithUnits } from '../format/units';
import { titleIn } from '../i18n';
import { chooseTime } from '../state/actions';
import { isPlaying, layerTimes, view, words, zone } from '../state/store';
import { Grid, Marks } from './ChartMarks';
import { CloudStrips } from './CloudStrips';
import { Days, UtcTicks } from './Days';
import { Months } from './Months';
import { useWidth } from './use-width';

interface ChartProps {
  run: Run;
  times: number[];
  panels: Panel[];
}

const RULER = 17;

/** A meteogram on the timeline's own axis; a click or a drag chooses the time. */
export function ForecastChart({ run, times, panels }: ChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const scale = timeScale(run, width);
  const Spans = isMonthly(times) ? Months : Days;
  const choose = (event: PointerEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    if (event.clientX < left || event.buttons === 0) return;
    isPlaying.value = false;
    chooseTime(nearestTime(layerTimes.peek(), scale.timeAt(event.clientX - left)));
  };
  return (
    <div class="chart" onPointerDown={choose} onPointerMove={choose}>
      <div class="chart-ruler" ref={box} />
      {width > 0 && (
        <Ruler name={isMonthly(times) ? '' : dayTitle()} width={width}>
          <Spans {...{ scale, width }} height={RULER} baseline={13} />
        </Ruler>
      )}
      {width > 0 &&
        panels.map((panel) => (
          <PanelRow key={panel.series[0]?.name} {...{ panel, times, scale, width }} />
        ))}
      {width > 0 && !isMonthly(times) && (
        <Ruler name="UTC" width={width} isFoot>
          <UtcTicks {...{ scale, width }} baseline={13} />
        </Ruler>
      )}
    </div>
  );
}

function dayTitle(): string {
  const t = words.value;
  return zone.value === 'Asia/Shanghai' ? t.beijingTime : t.localTime;
}

interface RulerProps {
  name: string;
  width: number;
  /** Not on the screen, where the timeline is the foot. */
  isFoot?: boolean;
  children: ComponentChildren;
}

function Ruler({ name, width, isFoot, children }: RulerProps) {
  return (
    <div class={isFoot ? 'chart-row chart-days chart-foot' : 'chart-row chart-days'}>
      <div class="chart-head">
        <span>{name}</span>
      </div>
      <svg {...{ width }} height={RULER} viewBox={`0 0 ${width} ${RULER}`} aria-hidden="true">
        {children}
      </svg>
    </div>
  );
}

interface PanelProps {
  panel: Panel;
  times: number[];
  scale: TimeScale;
  width: number;
}

function PanelRow({ panel, times, scale, width }: PanelProps) {
  const isCloud = panel.kind === 'cloud';
  const values = isCloud ? plainScale(panel) : valueScale(panel);
  const { height } = values;
  const { time } = view.value;
  const index = times.indexOf(time ?? Number.NaN);
  const x = time === null ? null : scale.x(time);
  return (
    <div class="chart-row" data-panel={panel.series[0]?.name}>
      <div class="chart-head">
        {panel.series.map((series) => (
          <SeriesHead key={series.name} {...{ series, index }} />
        ))}
        <TickLabels values={values} />
      </div>
      <svg {...{ width, height }} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <Grid {...{ values, scale, width, times }} />
        {isCloud && <CloudStrips series={panel.series} {...{ times, scale, height }} />}
        {!isCloud &&
          panel.series.map((series) => (
            <Marks
              key={series.name}
              {...{ series, times, scale, values }}
              kind={panel.kind as 'line' | 'bar'}
            />
          ))}
        {x !== null && <line class="chart-cursor" x1={x} x2={x} y1={0} y2={height} />}
      </svg>
    </div>
  );
}

function plainScale({ height }: Panel): ValueScale {
  return { height, low: 0, high: 1, ticks: [], y: () => 0 };
}

function TickLabels({ values: { ticks, y, height } }: { values: ValueScale }) {
  return (
    <div class="chart-ticks" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ top: `${(100 * y(tick)) / height}%` }}>
          {String(tick).replace('-', '−')}
        </span>
      ))}
    </div>
  );
}

/** Title and the value at the chosen time; why there is none, if so. */
function SeriesHead({ series, index }: { series: Series; index: number }) {
  const value = series.values[index] ?? null;
  const direction = series.directions?.[index];
  return (
    <div class="series-head" title={series.missing}>
      <span style={{ color: series.colour }} data-units={series.display.units}>
        {titleIn(view.value.language, series.title)}
      </span>
      <strong data-series={series.name} data-value={value ?? ''}>
        {typeof direction === 'number' && `${compassPoint(direction)} `}
        {formatWithUnits(value, series.display)}
      </strong>
      {value === null && series.missing && <small>{missingIn(series)}</small>}
    </div>
  );
}

/** At how many times there is nothing; the server's reason is told where one points. */
function missingIn({ values }: Series): string {
  const count = values.filter((value) => value === null).length;
  const { missingTimes } = words.value;
  return missingTimes.replace('{n}', String(count)).replace('{m}', String(values.length));
}
