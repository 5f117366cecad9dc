import { formatNumber, fromDisplay, toDisplay } from '../format/units';
import { patchView } from '../state/actions';
import { displayOf, hatchedRange } from '../state/displays';
import { shown, words } from '../state/store';
import { rangeText } from '../values/range';

/** From or up to which value a layer is hatched, in the unit that is shown. */
export function Limit() {
  const sheet = shown.value?.over.hatched;
  if (!sheet) return null;
  const t = words.value;
  const display = displayOf(sheet);
  const { from, to } = hatchedRange(sheet.legend);
  const isUpTo = from === -Infinity;
  const limit = isUpTo ? to : from;
  const choose = (side: boolean, value: number) => {
    const range = side ? { from: -Infinity, to: value } : { from: value, to: Infinity };
    patchView({ limit: rangeText(range) });
  };
  return (
    <div class="limit">
      <select
        name="limit-side"
        aria-label={t.hatched}
        value={isUpTo ? 'to' : 'from'}
        onChange={(event) => choose(event.currentTarget.value === 'to', limit)}
      >
        <option value="from">≥ {t.from}</option>
        <option value="to">≤ {t.upTo}</option>
      </select>
      <input
        type="number"
        name="limit"
        step="any"
        aria-label={isUpTo ? t.upTo : t.from}
        value={formatNumber(toDisplay(limit, display), display.decimals).replace('−', '-')}
        onChange={({ currentTarget: { valueAsNumber: value } }) => {
          if (Number.isFinite(value)) choose(isUpTo, fromDisplay(value, display));
        }}
      />
      <small>{display.units}</small>
    </div>
  );
}
