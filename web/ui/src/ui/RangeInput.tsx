import type { Display } from '../api/types';
import { formatNumber, fromDisplay, toDisplay } from '../format/units';
import { words } from '../state/store';
import type { Range } from '../values/range';

interface Props {
  name: string;
  label: string;
  range: Range;
  display: Display;
  onChoose: (range: Range) => void;
}

/** From or up to which value, in the unit that is shown. */
export function RangeInput({ name, label, range: { from, to }, display, onChoose }: Props) {
  const t = words.value;
  const isUpTo = from === -Infinity;
  const limit = isUpTo ? to : from;
  const choose = (upTo: boolean, value: number) => {
    onChoose(upTo ? { from: -Infinity, to: value } : { from: value, to: Infinity });
  };
  return (
    <div class="limit">
      <select
        name={`${name}-side`}
        aria-label={label}
        value={isUpTo ? 'to' : 'from'}
        onChange={(event) => choose(event.currentTarget.value === 'to', limit)}
      >
        <option value="from">≥ {t.from}</option>
        <option value="to">≤ {t.upTo}</option>
      </select>
      <input
        type="number"
        name={name}
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
