import { oceanCurve, oceanProblem } from '../state/ocean';
import { run, words } from '../state/store';
import { ForecastChart } from './ForecastChart';

/** The curve of the Niño 3.4 region, of the mean and of each member. */
export function Ocean() {
  const t = words.value;
  const curve = oceanCurve.value;
  if (oceanProblem.value) return <p class="drawer-problem">{oceanProblem.value}</p>;
  if (!curve || !run.value) return <p class="drawer-note">{t.loading}</p>;
  return <ForecastChart run={run.value} times={curve.times} panels={[curve.panel]} />;
}

/** What stands behind the curve. */
export function oceanFacts(): string {
  const count = oceanCurve.value?.members ?? 0;
  return count > 1 ? words.value.memberCurves.replace('{n}', String(count)) : '';
}
