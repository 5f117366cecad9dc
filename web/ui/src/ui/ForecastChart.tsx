import type { Run } from '../api/types';
import { valueScale } from '../chart/geometry';
import type { Panel, Series } from '../chart/panels';
import { type TimeScale, timeScale } from '../chart/time-scale';
import { nearestTime } from '../format/time';
import { compassPoint, formatWithUnits } from '../format/units';
import { titleIn } from '../i18n';
import { chooseTime } from '../state/actions';
import { layerTimes, view } from '../state/store';
import { Grid, Marks } from './ChartMarks';
import { useWidth } from './use-width';

const COLOURS = ['#ff8a5c', '#6fd08c'];
const BAR_COLOUR = '#5cb8ff';

interface ChartProps {
  run: Run;
  times: number[];
  panels: Panel[];
}

/** Panels on the timeline's own axis; a click chooses the time. */
export function ForecastChart({ run, times, panels }: ChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const scale = timeScale(run, width);
  const choose = (event: MouseEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    if (event.clientX < left) return;
    chooseTime(nearestTime(layerTimes.peek(), scale.timeAt(event.clientX - left)));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys step through time everywhere
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut to what the timeline does
    <div class="chart" onClick={choose}>
      <div class="chart-ruler" ref={box} />
      {width > 0 &&
        panels.map((panel) => (
          <PanelRow key={panel.series[0]?.name} {...{ panel, times, scale, width }} />
        ))}
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
  const values = valueScale(panel);
  const { height } = values;
  const { time } = view.value;
  const index = times.indexOf(time ?? Number.NaN);
  const x = time === null ? null : scale.x(time);
  return (
    <div class="chart-row" data-panel={panel.series[0]?.name}>
      <div class="chart-head">
        {panel.series.map((series, i) => (
          <SeriesHead key={series.name} {...{ series, index }} colour={colourOf(panel, i)} />
        ))}
        <TickLabels ticks={values.ticks} y={values.y} />
      </div>
      <svg width={width} height={height} aria-hidden="true">
        <Grid {...{ values, scale, width }} />
        {panel.series.map((series, i) => (
          <Marks
            key={series.name}
            {...{ series, times, scale, values }}
            kind={panel.kind}
            colour={colourOf(panel, i)}
          />
        ))}
        {x !== null && <line class="chart-cursor" x1={x} x2={x} y1={0} y2={height} />}
      </svg>
    </div>
  );
}

function colourOf({ kind }: Panel, index: number): string {
  return kind === 'bar' ? BAR_COLOUR : (COLOURS[index % COLOURS.length] as string);
}

function TickLabels({ ticks, y }: { ticks: number[]; y: (value: number) => number }) {
  return (
    <div class="chart-ticks" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ top: `${y(tick)}px` }}>
          {String(tick).replace('-', '−')}
        </span>
      ))}
    </div>
  );
}

/** Title and the value at the chosen time; why there is none, if so. */
function SeriesHead({ series, index, colour }: { series: Series; index: number; colour: string }) {
  const value = series.values[index] ?? null;
  const direction = series.directions?.[index];
  return (
    <div class="series-head" title={series.missing}>
      <span style={{ color: colour }}>{titleIn(view.value.language, series.title)}</span>
      <strong data-series={series.name} data-value={value ?? ''}>
        {typeof direction === 'number' && `${compassPoint(direction)} `}
        {formatWithUnits(value, series.display)}
      </strong>
      {value === null && series.missing && <small>{series.missing}</small>}
    </div>
  );
}
