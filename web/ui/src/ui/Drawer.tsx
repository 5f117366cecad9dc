import type { PointAnswer, Run } from '../api/types';
import { formatPosition } from '../format/units';
import { type Dictionary, titleIn } from '../i18n';
import { choosePlace, patchView } from '../state/actions';
import { behind, forecast, forecastProblem, panels } from '../state/forecast';
import { isStatistic } from '../state/members';
import { nameOf } from '../state/place-name';
import { run, view, words } from '../state/store';
import { type Place, TABS } from '../state/view';
import { ForecastChart } from './ForecastChart';
import { ForecastTable } from './ForecastTable';
import { ForecastTools } from './ForecastTools';
import { runTitle } from './TopBar';

/** The whole forecast of one place: charts on the timeline's axis, and the numbers. */
export function Drawer() {
  const { place } = view.value;
  if (!place || !run.value) return null;
  return <PlaceForecast place={place} run={run.value} />;
}

const BODIES = { chart: ForecastChart, table: ForecastTable };

function PlaceForecast({ place, run: current }: { place: Place; run: Run }) {
  const answer = forecast.value;
  const t = words.value;
  const { tab } = view.value;
  const Body = BODIES[tab];
  return (
    <section
      class={`drawer drawer-${tab}`}
      aria-label={t.place}
      data-point={answer ? 'loaded' : 'loading'}
      data-behind={behind.value.earlier ? behind.value.earlier.runs.length - 1 : undefined}
    >
      <header class="drawer-head">
        <h2>{placeTitle(place)}</h2>
        <Tabs />
        <span class="drawer-facts">{answer ? facts(answer, t) : t.loading}</span>
        {answer && <ForecastTools answer={answer} run={current} />}
        <button type="button" class="button" aria-label={t.close} onClick={() => choosePlace(null)}>
          ✕
        </button>
      </header>
      {forecastProblem.value && <p class="drawer-problem">{forecastProblem.value}</p>}
      {answer && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <div class="drawer-body" role="tabpanel" tabIndex={0}>
          <Body run={current} times={answer.times} panels={panels.value} />
        </div>
      )}
    </section>
  );
}

/** "Shanghai 31.22°N 121.43°E" */
export function placeTitle(place: Place): string {
  const name = nameOf(place);
  const position = formatPosition(place.lat, place.lon);
  return name ? `${titleIn(view.value.language, name)} ${position}` : position;
}

function Tabs() {
  const t = words.value;
  return (
    <div class="tabs" role="tablist">
      {TABS.map((kind) => (
        <button
          type="button"
          role="tab"
          key={kind}
          data-tab={kind}
          aria-selected={view.value.tab === kind}
          onClick={() => patchView({ tab: kind })}
        >
          {t[kind]}
        </button>
      ))}
    </div>
  );
}

/** Which run, cell and method the numbers come from, and what stands behind the curves. */
function facts(answer: PointAnswer, t: Dictionary): string {
  const { cell, dataset, run: id, interpolation } = answer;
  const known: Record<string, string> = { bilinear: t.bilinear, nearest: t.nearest };
  const height = cell.elevation === null ? '' : ` ${Math.round(cell.elevation)} m`;
  const { earlier, low } = behind.value;
  return [
    `${dataset} ${t.run} ${runTitle(id)}${ofMember(answer, t)}`,
    earlier && earlier.runs.length > 1 && t.earlierRuns,
    low && t.membersBand,
    `${t.gridCell} ${formatPosition(cell.lat, cell.lon)}${height}`,
    `${t.interpolation} ${known[interpolation] ?? interpolation}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function ofMember({ member, statistic }: PointAnswer, t: Dictionary): string {
  if (statistic) return ` ${isStatistic(statistic) ? t[statistic] : statistic}`;
  if (member === undefined) return '';
  return ` ${member === 0 ? t.control : `${t.member} ${member}`}`;
}
