import type { RunSummary } from '../api/types';
import { chooseDataset, chooseRun } from '../state/actions';
import { dataset, datasets, isMoreOpen, isVariablesOpen, run, view, words } from '../state/store';
import { LATEST } from '../state/view';
import { ComparisonPicker } from './ComparisonPicker';
import { MemberPicker } from './MemberPicker';
import { RunNews } from './RunNews';
import { Search } from './Search';
import { Switches } from './Switches';
import { datasetTitle, runTitle } from './titles';

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
      <span class="spacer" />
      <Search />
      <MoreButton />
      <div class={isMoreOpen.value ? 'more sheet open' : 'more sheet'}>
        <MemberPicker />
        <ComparisonPicker />
        <Switches />
      </div>
    </header>
  );
}

/** Opens the panel where the screen is too narrow to have it open all the time. */
function VariablesButton() {
  const toggle = () => {
    isVariablesOpen.value = !isVariablesOpen.value;
    isMoreOpen.value = false;
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

/** On narrow screens what the bar has no room for comes up from below. */
function MoreButton() {
  const t = words.value;
  const toggle = () => {
    isMoreOpen.value = !isMoreOpen.value;
    isVariablesOpen.value = false;
  };
  return (
    <button
      type="button"
      class="button narrow-only"
      data-action="more"
      aria-label={t.more}
      title={t.more}
      aria-expanded={isMoreOpen.value}
      onClick={toggle}
    >
      ⋯
    </button>
  );
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

/** " · 3 in quarantine" */
function held(summary: RunSummary | undefined): string {
  return summary?.quarantined ? ` · ${summary.quarantined} ${words.value.quarantined}` : '';
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
