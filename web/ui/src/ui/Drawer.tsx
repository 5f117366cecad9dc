import type { PointAnswer, Run } from '../api/types';
import { formatPosition } from '../format/units';
import type { Dictionary } from '../i18n';
import { closeDrawer, openTab } from '../state/actions';
import { datasetOf } from '../state/compared';
import { isFavourite, toggleFavourite } from '../state/favourites';
import { behind, forecast, forecastProblem, panels } from '../state/forecast';
import { hasOcean } from '../state/ocean';
import { isPinned, togglePin } from '../state/picking';
import { isDrawerOpen, run, view, words } from '../state/store';
import { type Place, TABS, type Tab } from '../state/view';
import { ForecastChart } from './ForecastChart';
import { ForecastTable } from './ForecastTable';
import { ForecastTools } from './ForecastTools';
import { memberTitle } from './member-title';
import { Ocean, oceanFacts } from './Ocean';
import { placeTitle } from './place-title';
import { Section } from './Section';
import { Sounding } from './Sounding';
import { datasetTitle, runTitle } from './titles';

/** What is known of one place or along a line: meteogram, sounding, section, numbers. */
export function Drawer() {
  if (!isDrawerOpen.value || !run.value) return null;
  return <OpenDrawer run={run.value} />;
}

function OpenDrawer({ run: current }: { run: Run }) {
  const { tab, place } = view.value;
  const answer = forecast.value;
  const t = words.value;
  return (
    <section
      class={`drawer drawer-${tab === 'section' && !view.value.section ? 'line' : tab}`}
      aria-label={t.place}
      data-point={answer ? 'loaded' : 'loading'}
      data-behind={behind.value.earlier ? behind.value.earlier.runs.length - 1 : undefined}
    >
      <header class="drawer-head">
        {tab === 'ocean' && (
          <h2>
            {t.ocean} <small>{t.ninoRegion}</small>
          </h2>
        )}
        {place && tab !== 'ocean' && <h2>{placeTitle(place)}</h2>}
        {place && tab !== 'ocean' && <PlaceToggles place={place} />}
        <Tabs />
        <span class="drawer-facts">
          {tab === 'ocean' && oceanFacts()}
          {isOfForecast(tab) && answer && facts(answer, t)}
        </span>
        {answer && tab !== 'ocean' && <ForecastTools answer={answer} run={current} />}
        <button type="button" class="button" aria-label={t.close} onClick={closeDrawer}>
          ✕
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div class="drawer-body" role="tabpanel" tabIndex={0} aria-label={t[tab]}>
        <Body tab={tab} run={current} />
      </div>
    </section>
  );
}

function PlaceToggles({ place }: { place: Place }) {
  const t = words.value;
  return (
    <div class="place-toggles">
      <Toggle
        isOn={isFavourite(place)}
        title={`${t.favourite} (F)`}
        path={STAR}
        onToggle={() => toggleFavourite(place)}
      />
      <Toggle
        isOn={isPinned(place)}
        title={`${t.pin} (V)`}
        path={PIN}
        onToggle={() => togglePin(place)}
      />
    </div>
  );
}

const STAR = 'M8 1.6l2 4.2 4.6.6-3.4 3.2.9 4.6L8 12l-4.1 2.2.9-4.6L1.4 6.4 6 5.8z';
const PIN =
  'M8 15s5-5.2 5-8.6A5 5 0 0 0 3 6.4C3 9.800 8 15 8 15zM8 4.500a2 2 0 1 1 0 4 2 2 0 0 1 0-4z';

interface ToggleProps {
  isOn: boolean;
  title: string;
  path: string;
  onToggle: () => void;
}

function Toggle({ isOn, title, path, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      class="toggle"
      title={title}
      aria-label={title}
      aria-pressed={isOn}
      onClick={onToggle}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={path} fill-rule="evenodd" />
      </svg>
    </button>
  );
}

/** Soundings and sections tell themselves what they are from. */
const isOfForecast = (tab: Tab) => tab === 'chart' || tab === 'table';

function Body({ tab, run: current }: { tab: Tab; run: Run }) {
  const answer = forecast.value;
  if (tab === 'section') return <Section />;
  if (tab === 'ocean') return <Ocean />;
  if (tab === 'sounding') return <Sounding />;
  if (forecastProblem.value) return <p class="drawer-problem">{forecastProblem.value}</p>;
  if (!answer) return <p class="drawer-note">{words.value.loading}</p>;
  const Chosen = tab === 'chart' ? ForecastChart : ForecastTable;
  return <Chosen run={current} times={answer.times} panels={panels.value} />;
}

function Tabs() {
  const t = words.value;
  return (
    <div class="tabs" role="tablist">
      {TABS.filter((kind) => kind !== 'ocean' || hasOcean.value).map((kind) => (
        <button
          type="button"
          role="tab"
          key={kind}
          data-tab={kind}
          aria-selected={view.value.tab === kind}
          onClick={() => openTab(kind)}
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
  const of = datasetOf(dataset);
  return [
    `${of ? datasetTitle(of) : dataset} ${t.run} ${runTitle(id)} ${memberTitle(answer)}`,
    earlier && earlier.runs.length > 1 && t.earlierRuns,
    low && t.membersBand,
    `${t.gridCell} ${formatPosition(cell.lat, cell.lon)}${height}`,
    `${t.interpolation} ${known[interpolation] ?? interpolation}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
