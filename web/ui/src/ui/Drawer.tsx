import { signal, useComputed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { fetchPoint } from '../api/client';
import type { PointAnswer, Run } from '../api/types';
import { layersToAsk, makePanels } from '../chart/panels';
import { formatPosition } from '../format/units';
import type { Dictionary } from '../i18n';
import { choosePlace } from '../state/actions';
import { describe } from '../state/catalogue';
import { isStatistic, memberQuery } from '../state/members';
import { layer, run, view, words } from '../state/store';
import type { Place } from '../state/view';
import { ForecastChart } from './ForecastChart';
import { ForecastTable } from './ForecastTable';
import { runTitle } from './TopBar';

const tab = signal<'chart' | 'table'>('chart');

/** The whole forecast of one place: charts on the timeline's axis, and the numbers. */
export function Drawer() {
  const { place } = view.value;
  if (!place || !run.value) return null;
  return <PlaceForecast place={place} run={run.value} />;
}

const BODIES = { chart: ForecastChart, table: ForecastTable };

function PlaceForecast({ place, run: current }: { place: Place; run: Run }) {
  const { answer, problem } = usePoint(place, current);
  const t = words.value;
  const Body = BODIES[tab.value];
  const panels = answer ? makePanels(answer, current.layers, layer.value, view.value.units) : [];
  return (
    <section class="drawer" aria-label={t.place} data-point={answer ? 'loaded' : 'loading'}>
      <header class="drawer-head">
        <h2>{formatPosition(place.lat, place.lon)}</h2>
        <span class="drawer-facts">{answer ? facts(answer, t) : t.loading}</span>
        <Tabs />
        <button type="button" class="button" aria-label={t.close} onClick={() => choosePlace(null)}>
          ✕
        </button>
      </header>
      {problem && <p class="drawer-problem">{problem}</p>}
      {answer && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <div class="drawer-body" role="tabpanel" tabIndex={0}>
          <Body run={current} times={answer.times} panels={panels} />
        </div>
      )}
    </section>
  );
}

function Tabs() {
  const t = words.value;
  const kinds = ['chart', 'table'] as const;
  return (
    <div class="tabs" role="tablist">
      {kinds.map((kind) => (
        <button
          type="button"
          role="tab"
          key={kind}
          aria-selected={tab.value === kind}
          onClick={() => {
            tab.value = kind;
          }}
        >
          {t[kind]}
        </button>
      ))}
    </div>
  );
}

/** Which cell, run and method the numbers come from. */
function facts(answer: PointAnswer, t: Dictionary): string {
  const { cell, dataset, run: id, interpolation } = answer;
  const known: Record<string, string> = { bilinear: t.bilinear, nearest: t.nearest };
  const height = cell.elevation === null ? '' : ` ${Math.round(cell.elevation)} m`;
  return [
    `${t.gridCell} ${formatPosition(cell.lat, cell.lon)}${height}`,
    `${t.interpolation} ${known[interpolation] ?? interpolation}`,
    `${dataset} ${t.run} ${runTitle(id)}${ofMember(answer, t)}`,
  ].join(' · ');
}

function ofMember({ member, statistic }: PointAnswer, t: Dictionary): string {
  if (statistic) return ` ${isStatistic(statistic) ? t[statistic] : statistic}`;
  if (member === undefined) return '';
  return ` ${member === 0 ? t.control : `${t.member} ${member}`}`;
}

interface PointState {
  answer: PointAnswer | null;
  problem: string | null;
}

/** Asks anew when the place, the run, its steps or the layers wanted change. */
function usePoint({ lat, lon }: Place, current: Run): PointState {
  const [state, setState] = useState<PointState>({ answer: null, problem: null });
  const names = useComputed(() => layersToAsk(run.value?.layers ?? [], layer.value).join()).value;
  const { dataset, run: id, times, completeness } = current;
  const of = memberQuery(current, view.value.member);
  useEffect(() => {
    const abort = new AbortController();
    const query = { dataset, run: id, lat, lon, layers: names.split(','), of };
    fetchPoint(query, abort.signal)
      .then((answer) => setState({ answer, problem: null }))
      .catch((error) => {
        if (!abort.signal.aborted) setState({ answer: null, problem: describe(error).detail });
      });
    return () => abort.abort();
  }, [dataset, id, of, lat, lon, names, times.length, completeness.present]);
  return state;
}
