import { signal } from '@preact/signals';
import type { Display, Legend as LegendData } from '../api/types';
import { legendTicks, positionOf } from '../chart/legend-scale';
import { unitsFor } from '../format/quantities';
import { nextUnit } from '../format/units';
import { chooseUnits } from '../state/actions';
import { displayOf } from '../state/displays';
import { view, words } from '../state/store';
import type { Frame } from '../values/frame';
import { LegendSettings } from './LegendSettings';
import { layerTitle, subtrahendOf } from './titles';

const isOpen = signal(false);

interface LegendProps {
  frame: Frame | null;
  /** Under the cursor. */
  value: number | undefined;
  /** Whether its colours can be chosen: those of the chosen map. */
  hasSettings?: boolean;
  /** Of its map among several. */
  place?: number;
}

/** The colours of a picture, with a mark at the value under the cursor. */
export function Legend({ frame, value, hasSettings = false, place }: LegendProps) {
  if (!frame) return null;
  const { legend } = frame;
  const title = layerTitle(frame);
  const less = subtrahendOf(frame);
  const display = displayOf(frame);
  return (
    <section class="panel legend" aria-label={place ? `${place}: ${title}` : title}>
      <header>
        <strong>{title}</strong>
        {less && <em>{` − ${less}`}</em>}
        <Unit frame={frame} display={display} />
        {hasSettings && <SettingsButton />}
      </header>
      <div class="legend-bar">
        <div class="legend-colours" style={{ backgroundImage: gradient(legend) }} />
        {value !== undefined && (
          <div class="legend-mark" style={{ left: `${100 * positionOf(legend, value)}%` }} />
        )}
      </div>
      <Ticks legend={legend} display={display} />
      {hasSettings && isOpen.value && <LegendSettings legend={legend} display={display} />}
    </section>
  );
}

function SettingsButton() {
  return (
    <button
      type="button"
      class="legend-more"
      aria-expanded={isOpen.value}
      aria-label={words.value.colours}
      title={words.value.colours}
      onClick={() => {
        isOpen.value = !isOpen.value;
      }}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" stroke-width="1.5" />
        <circle cx="11" cy="4" r="2" fill="currentColor" />
        <circle cx="5" cy="8" r="2" fill="currentColor" />
        <circle cx="9" cy="12" r="2" fill="currentColor" />
      </svg>
    </button>
  );
}

/** A click shows the numbers in the next unit of what is measured. */
function Unit({ frame: { layer, legend }, display }: { frame: Frame; display: Display }) {
  const hasChoice = unitsFor(layer).length > 1 && legend.units === layer.units;
  if (!hasChoice) return <span class="unit">{display.units}</span>;
  return (
    <button
      type="button"
      class="unit"
      title={words.value.units}
      onClick={() => chooseUnits(nextUnit(layer, view.value.units))}
    >
      {display.units}
    </button>
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
