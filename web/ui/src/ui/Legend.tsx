import type { Display, Legend as LegendData } from '../api/types';
import { legendTicks, positionOf } from '../chart/legend-scale';
import { displayFor } from '../format/units';
import { titleIn } from '../i18n';
import { cursor, shown, view } from '../state/store';
import { runTitle } from './TopBar';

/** The colours of the picture on the map, with a mark at the value under the cursor. */
export function Legend() {
  const frame = shown.value;
  if (!frame) return null;
  const { legend, layer } = frame;
  const isDifference = frame.second?.part === 'minus';
  const shownAs = displayFor(layer, view.value.units);
  const display = isDifference ? { ...shownAs, offset: 0 } : shownAs;
  const value = cursor.value?.readings[0]?.value;
  return (
    <section class="panel legend" aria-label={titleIn(view.value.language, layer.title)}>
      <header>
        <strong>{titleIn(view.value.language, layer.title)}</strong>
        {isDifference && <em>{` − ${runTitle(frame.second?.field.run ?? '')}`}</em>}
        <span class="unit">{display.units}</span>
      </header>
      <div class="legend-bar">
        <div class="legend-colours" style={{ backgroundImage: gradient(legend) }} />
        {value !== undefined && (
          <div class="legend-mark" style={{ left: `${100 * positionOf(legend, value)}%` }} />
        )}
      </div>
      <Ticks legend={legend} display={display} />
    </section>
  );
}

function Ticks({ legend, display }: { legend: LegendData; display: Display }) {
  return (
    <div class="legend-ticks" aria-hidden="true">
      {legendTicks(legend, display).map(({ value, text }) => (
        <span key={text} style={{ left: `${100 * positionOf(legend, value)}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}

export function gradient(legend: LegendData): string {
  const stops = legend.stops.map(({ value, colour }) => {
    return `${colour} ${(100 * positionOf(legend, value)).toFixed(2)}%`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
