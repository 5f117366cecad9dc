import { titleIn } from '../i18n';
import { patchView } from '../state/actions';
import { fitFor } from '../state/charts';
import { run, view, words } from '../state/store';
import { OVERLAYS, type Overlay } from '../values/frame';
import { Limit } from './Limit';
import { Group } from './Variables';

/** What is drawn over the coloured layer. */
export function Overlays() {
  return (
    <Group title={words.value.overlays} isOpen>
      {OVERLAYS.map((overlay) => (
        <OverlayPicker key={overlay} overlay={overlay} />
      ))}
      <Limit />
      <Switch name="graticule" />
      <Switch name="night" />
    </Group>
  );
}

function OverlayPicker({ overlay }: { overlay: Overlay }) {
  const fit = fitFor(overlay, run.value?.layers ?? []);
  if (!fit.length) return null;
  return (
    <label class="overlay-picker">
      <span>{words.value[overlay]}</span>
      <select
        name={overlay}
        value={view.value[overlay] ?? ''}
        onChange={(event) => patchView({ [overlay]: event.currentTarget.value || null })}
      >
        <option value="">{words.value.none}</option>
        {fit.map((each) => (
          <option key={each.name} value={each.name}>
            {titleIn(view.value.language, each.title)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Switch({ name }: { name: 'graticule' | 'night' }) {
  return (
    <label class="overlay-switch">
      <input
        type="checkbox"
        name={name}
        checked={view.value[name]}
        onChange={(event) => patchView({ [name]: event.currentTarget.checked })}
      />
      {words.value[name]}
    </label>
  );
}
