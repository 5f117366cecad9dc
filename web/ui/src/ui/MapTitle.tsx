import { monthDayTime } from '../format/time';
import { datasetOf } from '../state/compared';
import { displayOf } from '../state/displays';
import { chooseMap, chosenPlace } from '../state/maps';
import { datasets, view, words, zone } from '../state/store';
import type { Scene } from '../state/view';
import type { Frame } from '../values/frame';
import { datasetTitle, layerTitle, runTitle, subtrahendOf } from './titles';

interface MapTitleProps {
  frame: Frame | null;
  scene: Scene | null;
  place: number;
}

/** What one of several maps shows; a click makes it the one that panels and keys are about. */
export function MapTitle({ frame, scene, place }: MapTitleProps) {
  const isChosen = place === chosenPlace.value;
  return (
    <button
      type="button"
      class="map-title"
      aria-pressed={isChosen}
      title={isChosen ? undefined : words.value.chooseMap}
      onClick={() => chooseMap(place)}
    >
      <b>{place}</b>
      <span>
        <strong>{frame ? wholeTitle(frame) : (scene?.layer ?? '…')}</strong>
        {frame && <small>{origin(frame)}</small>}
      </span>
    </button>
  );
}

function wholeTitle(frame: Frame): string {
  const less = subtrahendOf(frame);
  return `${layerTitle(frame)}${less ? ` − ${less}` : ''} (${displayOf(frame).units})`;
}

/** The dataset where there are several, the run, and the time while it is not yet the chosen one. */
function origin({ field }: Frame): string {
  const of = (datasets.value?.length ?? 0) > 1 ? datasetOf(field.dataset) : null;
  const time = field.time !== view.value.time && monthDayTime(field.time, zone.value);
  return [of && datasetTitle(of), runTitle(field.run), time].filter(Boolean).join(' · ');
}
