import { dataset, words } from '../state/store';
import { datasetTitle } from './TopBar';

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
  return <div class="attribution">{[...parts, t.basemap].filter(Boolean).join(' · ')}</div>;
}
