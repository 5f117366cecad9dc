import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { powerPanels } from '../chart/power-panels';
import { en, zh } from '../i18n/dictionary';
import { chooseTurbine, toggleEnergy } from '../state/actions';
import { power, powerProblem, startEnergy, takeFile, turbines } from '../state/energy';
import { run, words } from '../state/store';
import type { Machine } from '../state/view';
import '../styles/energy.css';
import { EnergyFiles } from './EnergyFiles';
import { EnergyTable } from './EnergyTable';
import { FarmsInput } from './FarmsInput';
import { ForecastChart } from './ForecastChart';

const TABS = ['chart', 'table', 'farms'] as const;
const tab = signal<(typeof TABS)[number]>('chart');

/** What farms will give: a turbine for the map, a portfolio, its power and energy, files. */
export default function Energy({ machine }: { machine: Machine }) {
  const t = words.value;
  useEffect(startEnergy, []);
  useEffect(() => acceptDrops(), []);
  const shown = power.value ? tab.value : 'farms';
  return (
    <section
      class="drawer energy"
      aria-label={t.energy}
      data-power={power.value ? 'loaded' : 'none'}
    >
      <header class="drawer-head">
        <h2>{t.energy}</h2>
        <Machines machine={machine} />
        {power.value && <Tabs />}
        <span class="drawer-facts" title={windMethod()}>
          {quantiles()}
        </span>
        <EnergyFiles machine={machine} />
        <button type="button" class="button" aria-label={t.close} onClick={toggleEnergy}>
          ✕
        </button>
      </header>
      {powerProblem.value && (
        <p class="drawer-problem" role="alert">
          {powerProblem.value}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div class="drawer-body" role="tabpanel" tabIndex={0}>
        {shown === 'chart' && <Chart />}
        {shown === 'table' && power.value && <EnergyTable answer={power.value} />}
        {shown === 'farms' && <FarmsInput onDone={() => showTab('chart')} />}
      </div>
    </section>
  );
}

function showTab(next: (typeof TABS)[number]): void {
  tab.value = next;
}

function Chart() {
  const answer = power.value;
  if (!answer || !run.value) return null;
  const panels = powerPanels(answer, { en: en.powerTotal, zh: zh.powerTotal });
  return <ForecastChart run={run.value} times={answer.times} panels={panels} />;
}

function Tabs() {
  const t = words.value;
  const titles = { chart: t.powerTotal, table: t.energyTable, farms: t.farms };
  return (
    <div class="tabs" role="tablist">
      {TABS.map((kind) => (
        <button
          type="button"
          role="tab"
          key={kind}
          data-tab={kind}
          aria-selected={tab.value === kind}
          onClick={() => showTab(kind)}
        >
          {titles[kind]}
        </button>
      ))}
    </div>
  );
}

/** Which turbine's capacity factor the map has, and what a click on it puts there. */
function Machines({ machine }: { machine: Machine }) {
  const t = words.value;
  const own = turbines.value.find(({ id }) => id === machine.turbine);
  const usual = own?.hub_height_m;
  const choose = (change: Partial<Machine>) => chooseTurbine({ ...machine, ...change });
  return (
    <>
      <label class="picker turbine">
        <span>{t.turbine}</span>
        <select
          name="turbine"
          value={machine.turbine}
          onChange={(event) => choose(fresh(event.currentTarget.value))}
        >
          {!own && <option value={machine.turbine}>{machine.turbine}</option>}
          {turbines.value.map(({ id, name, rated_power_kW: kW }) => (
            <option key={id} value={id}>
              {name} · {(kW / 1000).toFixed(1)} MW
            </option>
          ))}
        </select>
      </label>
      <label class="picker hub">
        <span>{t.hubHeight}</span>
        <input
          name="hub"
          type="number"
          min={10}
          max={500}
          step={1}
          placeholder={usual === undefined ? '' : String(usual)}
          value={machine.hub ?? ''}
          onChange={(event) => choose({ hub: heightOf(event.currentTarget) })}
        />{' '}
        m
      </label>
    </>
  );
}

/** Another turbine has another usual hub; one without any stands at 100 m. */
function fresh(turbine: string): Machine {
  const usual = turbines.peek().find(({ id }) => id === turbine)?.hub_height_m;
  return { turbine, hub: usual ? null : 100 };
}

function heightOf({ value, validity }: HTMLInputElement): number | null {
  return value && validity.valid ? Math.round(Number(value)) : null;
}

/** What P10 to P90 are of. */
function quantiles(): string {
  const t = words.value;
  const answer = power.value;
  if (!answer) return '';
  const { lagged_runs: runs, members } = answer;
  if (members?.length) return t.quantileMembers.replace('{n}', String(members.length));
  return runs?.length ? t.quantileRuns.replace('{n}', String(runs.length)) : t.noQuantiles;
}

/** How the server found the wind at the hubs. */
function windMethod(): string | undefined {
  return power.value?.method?.map(({ hub_height_m: hub, wind }) => `${hub} m: ${wind}`).join('\n');
}

/** While the page is open a file may be dropped anywhere on it. */
function acceptDrops(): () => void {
  const over = (event: DragEvent) => event.preventDefault();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void takeFile(file).then(() => showTab('chart'));
  };
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
