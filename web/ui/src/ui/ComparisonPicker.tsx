import { earlierRuns, patchView } from '../state/actions';
import { earlierTimes, MEANS, type Mean } from '../state/comparison';
import { dataset, datasets, layer, layerTimes, run, view, words } from '../state/store';
import { LATEST } from '../state/view';
import { comparisonTitle } from './titles';

/** The two ways to compare, as the picker's values begin. */
const WAYS = ['minus', 'beside'] as const;

/** An earlier run, an earlier time or another dataset, to take away or to show beside. */
export function ComparisonPicker() {
  const t = words.value;
  const { minus, beside } = view.value;
  const others = offers();
  if (!others.length && !meansOffered().length) return null;
  const choose = (value: string) => {
    const [way, other = null] = value.split(' ');
    patchView({ minus: other, beside: way === 'beside', range: null });
  };
  return (
    <label class="picker" title={`${t.compare} (D, S)`}>
      <select
        name="minus"
        aria-label={t.compare}
        value={minus === null ? '' : `${beside ? 'beside' : 'minus'} ${minus}`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t.compare}…</option>
        {WAYS.map((way) => (
          <optgroup key={way} label={t[way]}>
            {(way === 'minus' ? [...others, ...meansOffered()] : others).map((other) => (
              <option key={other} value={`${way} ${other}`}>
                {SIGNS[way]} {comparisonTitle(other)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** What a chosen option shows of its way: its group is not in sight then. */
const SIGNS = { minus: '−', beside: '◧' };

/** Sums since the step before have no mean that says much. */
function meansOffered(): Mean[] {
  const isMany = layerTimes.value.length > 1 && layer.value?.continuous !== false;
  const isEnsemble = (run.value?.members?.length ?? 0) > 1;
  return MEANS.filter((mean) => (mean === 'mean' ? isEnsemble : isMany));
}

function offers(): string[] {
  const others = datasets.value?.filter(({ id, latest }) => latest && id !== dataset.value?.id);
  return [
    ...earlierRuns(),
    ...earlierTimes(layerTimes.value),
    ...(others ?? []).map(({ id }) => `${id}/${LATEST}`),
  ];
}
