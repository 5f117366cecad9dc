import { presetOf } from '../format/units';
import type { Dictionary } from '../i18n';
import { choiceOf, KINDS, type Kind } from '../projection/choice';
import { chooseProjection, cycleUnits, toggleEnergy, toggleLanguage } from '../state/actions';
import { MAP_COUNTS, type MapCount, mapCount, setMapCount } from '../state/maps';
import { isExportOpen, isHelpOpen, view, words } from '../state/store';
import { cycleTheme, theme } from '../state/theme';

/** How everything is shown, and the pages beside the map. */
export function Switches() {
  const t = words.value;
  const { language, energy } = view.value;
  const openHelp = () => {
    isHelpOpen.value = true;
  };
  return (
    <div class="switches">
      <button
        type="button"
        class="button"
        data-action="energy"
        title={`${t.keyEnergy} (E)`}
        aria-pressed={energy !== null}
        onClick={toggleEnergy}
      >
        {t.energy}
      </button>
      <button
        type="button"
        class="button"
        data-action="export"
        title={`${t.export} (P)`}
        onClick={() => {
          isExportOpen.value = true;
        }}
      >
        {t.export}
      </button>
      <MapCountPicker />
      <ProjectionPicker />
      <button type="button" class="button" title={`${t.units} (U)`} onClick={cycleUnits}>
        {unitsLabel(t)}
      </button>
      <ThemeButton />
      <button
        type="button"
        class="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        title={t.languageHint}
        data-action="language"
        onClick={toggleLanguage}
      >
        {t.language}
      </button>
      <button
        type="button"
        class="button"
        data-action="help"
        title={`${t.help} (?)`}
        aria-label={t.help}
        onClick={openHelp}
      >
        ?
      </button>
    </div>
  );
}

const THEME_SIGNS = { auto: '◐', light: '☀', dark: '☾' };

function ThemeButton() {
  const t = words.value;
  const name = `${t.theme}: ${t.themes[theme.value]}`;
  return (
    <button type="button" class="button" title={name} aria-label={name} onClick={cycleTheme}>
      {THEME_SIGNS[theme.value]}
      <span class="in-sheet">{t.themes[theme.value]}</span>
    </button>
  );
}

function MapCountPicker() {
  const t = words.value;
  return (
    <label class="picker" title={`${t.maps} (W)`}>
      <select
        name="maps"
        aria-label={t.maps}
        value={mapCount.value}
        onChange={(event) => setMapCount(Number(event.currentTarget.value) as MapCount)}
      >
        {MAP_COUNTS.map((count) => (
          <option key={count} value={count}>
            {t.mapCounts[count]}
          </option>
        ))}
      </select>
    </label>
  );
}

function ProjectionPicker() {
  const t = words.value;
  const { kind: chosen } = choiceOf(view.value.projection);
  return (
    <label class="picker" title={`${t.projection} (G)`}>
      <select
        name="projection"
        aria-label={t.projection}
        value={chosen}
        onChange={(event) => chooseProjection(event.currentTarget.value as Kind)}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t.projections[kind]}
          </option>
        ))}
      </select>
    </label>
  );
}

function unitsLabel(t: Dictionary): string {
  return { metric: t.unitsMetric, knots: t.unitsKnots, si: t.unitsSi }[presetOf(view.value.units)];
}
