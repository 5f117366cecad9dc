import type { ComponentChildren } from 'preact';
import type { Layer } from '../api/types';
import { titleIn } from '../i18n';
import { chooseChart, chooseEntry, chooseLayer } from '../state/actions';
import { chartsFor, type Offer } from '../state/charts';
import { type Entry, groupLayers } from '../state/layers';
import { isVariablesOpen, layer, run, view, words } from '../state/store';
import { Overlays } from './Overlays';
import { OwnCharts } from './OwnCharts';

/** What can be shown, as the catalogue of the run has it. */
export function Variables() {
  const t = words.value;
  const groups = groupLayers(run.value?.layers ?? []);
  if (!run.value?.layers.length) return null;
  return (
    <nav
      class={isVariablesOpen.value ? 'panel variables sheet open' : 'panel variables sheet'}
      aria-label={t.variables}
    >
      <Charts />
      <Entries title={t.surface} entries={groups.surface} />
      <Entries title={t.upperAir} entries={groups.upperAir} />
      <Entries title={t.derived} entries={groups.derived} />
      <Group title={t.components} isOpen={false}>
        {groups.components.map((each) => (
          <LayerButton key={each.name} layer={each} />
        ))}
      </Group>
      <Overlays />
    </nav>
  );
}

function Charts() {
  const isShown = (chart: Offer['view']) =>
    (Object.keys(chart) as (keyof Offer['view'])[]).every(
      (name) => chart[name] === view.value[name],
    );
  return (
    <Group title={words.value.charts} isOpen>
      {chartsFor(run.value?.layers ?? []).map(({ key, title, view: chart }) => (
        <Choice
          key={key}
          title={titleIn(view.value.language, title)}
          hint={String(key)}
          isChosen={isShown(chart)}
          onChoose={() => chooseChart(key)}
        />
      ))}
      <OwnCharts />
    </Group>
  );
}

function Entries({ title, entries }: { title: string; entries: Entry[] }) {
  return (
    <Group title={title} isOpen>
      {entries.map((each) => (
        <Choice
          key={each.key}
          title={titleIn(view.value.language, each.title)}
          isChosen={each.layers.some(({ name }) => name === layer.value?.name)}
          onChoose={() => chooseEntry(each)}
        />
      ))}
    </Group>
  );
}

interface GroupProps {
  title: string;
  isOpen: boolean;
  children: ComponentChildren[];
}

export function Group({ title, isOpen, children }: GroupProps) {
  if (!children.length) return null;
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function LayerButton({ layer: each }: { layer: Layer }) {
  return (
    <Choice
      title={titleIn(view.value.language, each.title)}
      name={each.name}
      isChosen={view.value.layer === each.name}
      onChoose={() => chooseLayer(each.name)}
    />
  );
}

interface ChoiceProps {
  title: string;
  name?: string;
  /** A key that does the same. */
  hint?: string;
  isChosen: boolean;
  onChoose: () => void;
}

export function Choice({ title, name, hint, isChosen, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      class="choice"
      data-layer={name}
      aria-pressed={isChosen}
      onClick={() => {
        isVariablesOpen.value = false;
        onChoose();
      }}
    >
      {title}
      {hint && <kbd>{hint}</kbd>}
    </button>
  );
}
