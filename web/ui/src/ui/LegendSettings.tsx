import type { Display, Legend } from '../api/types';
import { formatNumber, fromDisplay, toDisplay } from '../format/units';
import { patchView } from '../state/actions';
import { view, words } from '../state/store';
import { rangeText } from '../values/range';

interface Props {
  legend: Legend;
  display: Display;
}

/** Which colours, and over which values; what is typed shows at once. */
export function LegendSettings({ legend, display }: Props) {
  const t = words.value;
  const from = legend.stops[0]?.value ?? 0;
  const to = legend.stops.at(-1)?.value ?? 1;
  const choose = (low: number, high: number) => {
    if (low < high) patchView({ range: rangeText({ from: low, to: high }) });
  };
  return (
    <div class="legend-settings">
      <label>
        <span>{t.style}</span>
        <select
          name="style"
          value={view.value.style ?? 'default'}
          onChange={({ currentTarget: { value } }) => {
            patchView({ style: value === 'default' ? null : value });
          }}
        >
          {(legend.styles ?? ['default']).map((style) => (
            <option key={style} value={style}>
              {t.styles[style as keyof typeof t.styles] ?? style}
            </option>
          ))}
        </select>
      </label>
      <div class="legend-range">
        <span>{t.range}</span>
        <Bound
          name="range-from"
          label={t.from}
          value={from}
          display={display}
          onChoose={(value) => choose(value, to)}
        />
        <Bound
          name="range-to"
          label={t.upTo}
          value={to}
          display={display}
          onChoose={(value) => choose(from, value)}
        />
        <button
          type="button"
          class="button"
          disabled={view.value.range === null}
          onClick={() => patchView({ range: null })}
        >
          {t.usual}
        </button>
      </div>
    </div>
  );
}

interface BoundProps {
  name: string;
  label: string;
  value: number;
  display: Display;
  onChoose: (value: number) => void;
}

function Bound({ name, label, value, display, onChoose }: BoundProps) {
  return (
    <input
      type="number"
      name={name}
      step="any"
      aria-label={label}
      value={formatNumber(toDisplay(value, display), display.decimals).replace('−', '-')}
      onInput={({ currentTarget: { valueAsNumber: typed } }) => {
        if (Number.isFinite(typed)) onChoose(fromDisplay(typed, display));
      }}
    />
  );
}
