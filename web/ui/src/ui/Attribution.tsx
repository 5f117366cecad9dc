import { viewToHash } from '../state/hash';
import { dataset, isEmbedded, view, words } from '../state/store';
import { datasetTitle } from './titles';

export function Attribution() {
  const current = dataset.value;
  const t = words.value;
  const parts = current
    ? [
        datasetTitle(current),
        current.attribution,
        current.licence && `${t.licence} ${current.licence}`,
      ]
    : [];
  const text = [...parts, t.basemap].filter(Boolean).join(' · ');
  if (!isEmbedded) return <div class="attribution">{text}</div>;
  return (
    <div class="attribution">
      {text} ·{' '}
      <a href={`${location.pathname}#${viewToHash(view.value)}`} target="_blank" rel="noopener">
        {t.openWhole} ↗
      </a>
    </div>
  );
}
