import type { Dataset, RunSummary } from '../api/types';
import { parseTime, two } from '../format/time';
import { presetOf } from '../format/units';
import { type Dictionary, titleIn } from '../i18n';
import { choiceOf, KINDS, type Kind } from '../projection/choice';
import {
  chooseDataset,
  chooseProjection,
  chooseRun,
  cycleUnits,
  earlierRuns,
  patchView,
  toggleEnergy,
  toggleLanguage,
} from '../state/actions';
import {
  dataset,
  datasets,
  isExportOpen,
  isHelpOpen,
  isVariablesOpen,
  run,
  view,
  words,
} from '../state/store';
import { cycleTheme, theme } from '../state/theme';
import { LATEST } from '../state/view';
import { MemberPicker } from './MemberPicker';
import { RunNews } from './RunNews';
import { Search } from './Search';

/** What is shown, of which run, and how; the name first. */
export function TopBar() {
  return (
    <header class="topbar">
      <h1 class="brand">
        风图 <span>Fengtu</span>
      </h1>
      <VariablesButton />
      <DatasetPicker />
      <RunPicker />
      <RunNews />
      <MemberPicker />
      <MinusPicker />
      <span class="spacer" />
      <Search />
      <Switches />
    </header>
  );
}

/** Opens the panel where the screen is too narrow to have it open all the time. */
function VariablesButton() {
  const toggle = () => {
    isVariablesOpen.value = !isVariablesOpen.value;
  };
  return (
    <button
      type="button"
      class="button narrow-only"
      aria-expanded={isVariablesOpen.value}
      onClick={toggle}
    >
      {words.value.variables}
    </button>
  );
}

function Switches() {
  const t = words.value;
  const { language, energy } = view.value;
  const openHelp = () => {
    isHelpOpen.value = true;
  };
  return (
    <>
      <button
        type="button"
        class="button"
        data-action="energy"
        title={`${t.keyEnergy} (E)`}
        aria-pressed={energy !== null}
        onClick={toggleEnergy}
      >
        {t.energy}
      </button>
      <button
        type="button"
        class="button"
        data-action="export"
        title={`${t.export} (P)`}
        onClick={() => {
          isExportOpen.value = true;
        }}
      >
        {t.export}
      </button>
      <ProjectionPicker />
      <button type="button" class="button wide-only" title={`${t.units} (U)`} onClick={cycleUnits}>
        {unitsLabel(t)}
      </button>
      <ThemeButton />
      <button
        type="button"
        class="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        title={t.languageHint}
        data-action="language"
        onClick={toggleLanguage}
      >
        {t.language}
      </button>
      <button
        type="button"
        class="button wide-only"
        title={`${t.help} (?)`}
        aria-label={t.help}
        onClick={openHelp}
      >
        ?
      </button>
    </>
  );
}

const THEME_SIGNS = { auto: '◐', light: '☀', dark: '☾' };

function ThemeButton() {
  const t = words.value;
  const name = `${t.theme}: ${t.themes[theme.value]}`;
  return (
    <button type="button" class="button" title={name} aria-label={name} onClick={cycleTheme}>
      {THEME_SIGNS[theme.value]}
    </button>
  );
}

function ProjectionPicker() {
  const t = words.value;
  const { kind: chosen } = choiceOf(view.value.projection);
  return (
    <label class="picker" title={`${t.projection} (G)`}>
      <select
        name="projection"
        aria-label={t.projection}
        value={chosen}
        onChange={(event) => chooseProjection(event.currentTarget.value as Kind)}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t.projections[kind]}
          </option>
        ))}
      </select>
    </label>
  );
}

function unitsLabel(t: Dictionary): string {
  return { metric: t.unitsMetric, knots: t.unitsKnots, si: t.unitsSi }[presetOf(view.value.units)];
}

function DatasetPicker() {
  const all = datasets.value ?? [];
  if (!all.length) return null;
  return (
    <label class="picker">
      <span>{words.value.dataset}</span>
      <select
        name="dataset"
        value={view.value.dataset ?? ''}
        onChange={(event) => chooseDataset(event.currentTarget.value)}
      >
        {all.map((each) => (
          <option key={each.id} value={each.id}>
            {datasetTitle(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function datasetTitle({ title, title_zh = '' }: Dataset): string {
  return titleIn(view.value.language, { en: title, zh: title_zh });
}

function RunPicker() {
  const t = words.value;
  const runs = dataset.value?.runs ?? [];
  if (!runs.length) return null;
  const newestFirst = [...runs].sort((a, b) => b.run.localeCompare(a.run));
  const latest = dataset.value?.latest;
  return (
    <label class="picker">
      <span>{t.run}</span>
      <select
        name="run"
        value={view.value.run}
        onChange={(event) => chooseRun(event.currentTarget.value)}
      >
        <option value={LATEST}>
          {t.latest}
          {latest
            ? ` · ${runTitle(latest)}${progress(newestFirst, latest)}${held(newestFirst.find((each) => each.run === latest))}`
            : ''}
        </option>
        {newestFirst.map((each) => (
          <option key={each.run} value={each.run}>
            {runTitle(each.run)}
            {progress(newestFirst, each.run)}
            {held(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** An earlier run, or the newest of another dataset, to take away. */
function MinusPicker() {
  const t = words.value;
  const earlier = earlierRuns();
  const others =
    datasets.value?.filter(({ id, latest }) => latest && id !== dataset.value?.id) ?? [];
  if (!earlier.length && !others.length) return null;
  return (
    <label class="picker wide-only">
      <span>{view.value.beside ? t.beside : t.minus}</span>
      <select
        name="minus"
        value={view.value.minus ?? ''}
        onChange={(event) => {
          patchView({ minus: event.currentTarget.value || null, range: null });
        }}
      >
        <option value="">{t.none}</option>
        {earlier.map((id) => (
          <option key={id} value={id}>
            {runTitle(id)}
          </option>
        ))}
        {others.map((other) => (
          <option key={other.id} value={`${other.id}/${LATEST}`}>
            {datasetTitle(other)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** " · 3 in quarantine" */
function held(summary: RunSummary | undefined): string {
  return summary?.quarantined ? ` · ${summary.quarantined} ${words.value.quarantined}` : '';
}

/** "11-23 00Z" */
export function runTitle(id: string): string {
  const time = parseTime(id);
  if (time === null) return id;
  const date = new Date(time);
  const minutes = date.getUTCMinutes();
  const day = `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${two(date.getUTCHours())}${minutes ? two(minutes) : ''}Z`;
}

/** " · 12/57" while a run is incomplete, as far as its steps are known. */
function progress(runs: readonly RunSummary[], id: string): string {
  const summary = runs.find((each) => each.run === id);
  if (!summary || summary.complete) return '';
  const loaded = run.value;
  if (loaded?.run === id) return ` · ${loaded.times.length}/${loaded.expectedTimes.length}`;
  const { completeness } = summary;
  return completeness
    ? ` · ${Math.floor((100 * completeness.present) / Math.max(1, completeness.expected))}%`
    : ' · …';
}
