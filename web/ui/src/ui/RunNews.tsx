import { newerRun, showNewer, toggleLock } from '../state/run-choice';
import { runId, view, words } from '../state/store';
import { LATEST } from '../state/view';
import { runTitle } from './titles';

/** Whether newer runs are followed, and word of one that has come or is coming. */
export function RunNews() {
  const t = words.value;
  const newer = newerRun.value;
  const isLocked = view.value.run !== LATEST;
  return (
    <>
      {runId.value && (
        <button
          type="button"
          class="button toggle-lock wide-only"
          aria-pressed={isLocked}
          aria-label={t.lockRun}
          title={`${isLocked ? t.followLatest : t.lockRun} (L)`}
          onClick={toggleLock}
        >
          <LockIcon isLocked={isLocked} />
        </button>
      )}
      <span class="run-news" role="status">
        {newer && (
          <button type="button" class="button news" data-action="newer" onClick={showNewer}>
            {newer.complete ? t.newerRun : t.arrivingRun} {runTitle(newer.run)}
          </button>
        )}
      </span>
    </>
  );
}

function LockIcon({ isLocked }: { isLocked: boolean }) {
  const shackle = isLocked ? 'M5 7V5a3 3 0 0 1 6 0v2' : 'M5 7V5a3 3 0 0 1 5.600-1.500';
  return (
    <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
      <path d={shackle} fill="none" stroke="currentColor" stroke-width="1.5" />
      <rect x="3" y="7" width="10" height="7" rx="1.500" fill="currentColor" />
    </svg>
  );
}
