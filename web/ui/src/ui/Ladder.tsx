import { useEffect, useRef } from 'preact/hooks';
import { chooseLayer } from '../state/actions';
import { ladderOf, pressureOf } from '../state/layers';
import { layer, run, view, words } from '../state/store';

/** The levels of the chosen variable, the highest on top. */
export function Ladder() {
  const current = layer.value;
  const list = useRef<HTMLElement>(null);
  const isDrawerOpen = view.value.place !== null;
  useEffect(() => {
    list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.name, isDrawerOpen]);
  if (!current) return null;
  const rungs = ladderOf(run.value?.layers ?? [], current);
  if (rungs.length < 2) return null;
  const hasPressure = rungs.some((rung) => pressureOf(rung) !== null);
  return (
    <nav class="panel ladder" ref={list} aria-label={words.value.levels}>
      {hasPressure && <div class="ladder-unit">hPa</div>}
      {rungs.map((rung) => (
        <button
          type="button"
          key={rung.name}
          data-layer={rung.name}
          aria-pressed={rung.name === current.name}
          onClick={() => chooseLayer(rung.name)}
        >
          {pressureOf(rung) ?? rung.level}
        </button>
      ))}
      <div class="ladder-unit" aria-hidden="true">
        [ ]
      </div>
    </nav>
  );
}
