import { useState } from 'preact/hooks';
import { deleteChart, isShown, ownCharts, saveChart, showChart } from '../state/own-charts';
import { run, words } from '../state/store';
import { Choice } from './Variables';

/** The charts that the user made and that this run has the layers for, and the way to keep one more. */
export function OwnCharts() {
  const t = words.value;
  const names = new Set(run.value?.layers.map(({ name }) => name));
  const shown = ownCharts.value.filter(({ parts }) => parts.layer && names.has(parts.layer));
  return (
    <>
      {shown.map((chart) => (
        <div class="own-chart" key={chart.name}>
          <Choice title={chart.name} isChosen={isShown(chart)} onChoose={() => showChart(chart)} />
          <button
            type="button"
            aria-label={`${t.deleteChart}: ${chart.name}`}
            title={t.deleteChart}
            onClick={() => deleteChart(chart.name)}
          >
            ✕
          </button>
        </div>
      ))}
      <SaveChart />
    </>
  );
}

function SaveChart() {
  const t = words.value;
  const [isNaming, setNaming] = useState(false);
  if (!isNaming) {
    return (
      <button type="button" class="choice save-chart" onClick={() => setNaming(true)}>
        ＋ {t.saveChart}
      </button>
    );
  }
  const save = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('chart-name') ?? '').trim();
    if (name) saveChart(name);
    setNaming(false);
  };
  return (
    <form class="limit" onSubmit={save}>
      <input
        name="chart-name"
        maxLength={40}
        aria-label={t.chartName}
        placeholder={t.chartName}
        ref={(input) => input?.focus()}
        onKeyDown={(event) => event.key === 'Escape' && setNaming(false)}
      />
      <button type="submit" class="button">
        {t.save}
      </button>
    </form>
  );
}
