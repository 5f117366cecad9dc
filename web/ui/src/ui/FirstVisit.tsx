import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isDrawerOpen, isHelpOpen, shown, words } from '../state/store';

const KEY = 'fengtu.visited';

/** True from the second visit on; without storage every visit is the first. */
const isKnown = signal(hasVisited());

function hasVisited(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  isKnown.value = true;
  try {
    localStorage.setItem(KEY, '1');
  } catch {
    // It will be said again.
  }
}

/** What to do here, in a sentence, until something is done. */
export function FirstVisit() {
  const t = words.value;
  const isUsed = isDrawerOpen.value || isHelpOpen.value;
  useEffect(() => {
    if (isUsed) remember();
  }, [isUsed]);
  if (isKnown.value || isUsed || !shown.value) return null;
  return (
    <div class="panel first-visit" role="note">
      <p>{t.firstVisit}</p>
      <button type="button" class="button" aria-label={t.close} onClick={remember}>
        ✕
      </button>
    </div>
  );
}
