import type { SectionAnswer } from '../api/section';
import type { Legend } from '../api/types';
import { legendTicks, positionOf } from '../chart/legend-scale';
import { displayFor } from '../format/units';
import { titleIn } from '../i18n';
import {
  chosenFill,
  chosenLines,
  columns,
  filledWith,
  lineStart,
  linesOf,
  section,
  sectionLegends,
  sectionProblem,
} from '../state/section';
import { runId, view, words } from '../state/store';
import { gradient } from './Legend';
import { LineForm } from './LineForm';
import { SectionPicture } from './SectionPicture';

/** A cut through the air along a line on the map: filled field, lines, wind and the ground. */
export function Section() {
  const t = words.value;
  const answer = isMeant(section.value) ? section.value : null;
  const legends = sectionLegends.value;
  const line = view.value.section;
  if (!columns.value.length) return <p class="drawer-note">{t.noColumns}</p>;
  return (
    <div class="section">
      <div class="section-side">
        <LineForm />
        {line && (
          <>
            <Choice title={t.filledWith} chosen={filledWith.value?.variable} signal={chosenFill} />
            <Choice title={t.linesOf} chosen={linesOf.value?.variable} signal={chosenLines} />
          </>
        )}
        {line && legends && <FillLegend legend={legends.fill} />}
      </div>
      {sectionProblem.value && <p class="drawer-problem">{sectionProblem.value}</p>}
      {!line && <p class="drawer-note">{lineStart.value ? t.drawEnd : t.drawStart}</p>}
      {line && !answer && !sectionProblem.value && <p class="drawer-note">{t.loading}</p>}
      {line && answer && legends && <SectionPicture answer={answer} legends={legends} />}
    </div>
  );
}

/** Not of the run or the dataset that was shown before. */
const isMeant = (answer: SectionAnswer | null) =>
  answer?.run === runId.value && answer?.dataset === view.value.dataset;

interface ChoiceProps {
  title: string;
  chosen: string | undefined;
  signal: { value: string | null };
}

function Choice({ title, chosen, signal }: ChoiceProps) {
  return (
    <label class="section-choice">
      <span>{title}</span>
      <select
        value={chosen}
        onChange={(event) => {
          signal.value = event.currentTarget.value;
        }}
      >
        {columns.value.map(({ variable, title: titles, level }) => (
          <option key={variable} value={variable}>
            {titleIn(view.value.language, titles).replace(level, '').replace(/\s+/g, ' ').trim()}
          </option>
        ))}
      </select>
    </label>
  );
}

function FillLegend({ legend }: { legend: Legend }) {
  const display = displayFor(legend, view.value.units);
  return (
    <div class="section-legend">
      <div class="legend-colours" style={{ backgroundImage: gradient(legend) }} />
      <div class="legend-ticks" aria-hidden="true">
        {legendTicks(legend, display).map(({ value, text }) => (
          <span key={text} style={{ left: `${100 * positionOf(legend, value)}%` }}>
            {text}
          </span>
        ))}
      </div>
      <small>{display.units}</small>
    </div>
  );
}
