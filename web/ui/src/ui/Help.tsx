import { isHelpOpen, words } from '../state/store';

export function Help() {
  if (!isHelpOpen.value) return null;
  const t = words.value;
  const rows: [string, string][] = [
    ['← →', t.keyStep],
    ['Shift ← →', t.keyDay],
    ['Home End', t.keyEnds],
    ['Space', t.keyPlay],
    [', .', t.keySpeed],
    ['[ ]', t.keyLevel],
    ['1 … 9', t.keyCharts],
    ['I', t.keyIsolines],
    ['B', t.keyBarbs],
    ['O', t.particles],
    ['D', t.keyDifference],
    ['S', t.keySwipe],
    ['W', t.keyMaps],
    ['N', t.keyNextMap],
    ['Ctrl ← →', t.keyRun],
    ['L', t.lockRun],
    ['M', t.keyMeteogram],
    ['K', t.keySounding],
    ['X', t.keySection],
    ['Y', t.keyOcean],
    [`V, Shift + ${t.click}`, t.keyPin],
    ['F', t.keyFavourite],
    ['E', t.keyEnergy],
    ['G', t.keyProjection],
    ['U', t.keyUnits],
    ['P', t.keyExport],
    ['/', t.search],
    ['?', t.keyHelp],
    ['Esc', t.keyClose],
  ];
  const close = () => {
    isHelpOpen.value = false;
  };
  return (
    <div class="panel help" role="dialog" aria-label={t.help}>
      <header>
        <h2>{t.help}</h2>
        <button type="button" class="button" aria-label={t.close} onClick={close}>
          ✕
        </button>
      </header>
      <dl>
        {rows.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
