import type { ComponentChildren } from 'preact';
import type { Layer } from '../api/types';
import { titleIn } from '../i18n';
import { chooseLayer, chooseUpperAir } from '../state/actions';
import { groupLayers, pressureOf } from '../state/layers';
import { isVariablesOpen, layer, run, view, words } from '../state/store';

/** What can be shown, as the catalogue of the run has it. */
export function Variables() {
  const t = words.value;
  const groups = groupLayers(run.value?.layers ?? []);
  if (!run.value?.layers.length) return null;
  return (
    <nav
      class={isVariablesOpen.value ? 'panel variables open' : 'panel variables'}
      aria-label={t.variables}
    >
      <Group title={t.surface} isOpen>
        {groups.surface.map((each) => (
          <LayerButton key={each.name} layer={each} />
        ))}
      </Group>
      <Group title={t.upperAir} isOpen>
        {groups.upperAir.map((each) => (
          <Choice
            key={each.variable}
            title={titleIn(view.value.language, each.title)}
            isChosen={isUpperAir(layer.value) && layer.value?.variable === each.variable}
            onChoose={() => chooseUpperAir(each)}
          />
        ))}
      </Group>
      <Group title={t.components} isOpen={false}>
        {groups.components.map((each) => (
          <LayerButton key={each.name} layer={each} />
        ))}
      </Group>
    </nav>
  );
}

function isUpperAir(chosen: Layer | null): boolean {
  return chosen !== null && pressureOf(chosen) !== null;
}

interface GroupProps {
  title: string;
  isOpen: boolean;
  children: ComponentChildren[];
}

function Group({ title, isOpen, children }: GroupProps) {
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
  isChosen: boolean;
  onChoose: () => void;
}

function Choice({ title, name, isChosen, onChoose }: ChoiceProps) {
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
    </button>
  );
}
