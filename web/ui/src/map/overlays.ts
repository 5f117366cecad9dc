import { effect, type ReadonlySignal } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import { displayOf, hatchedRange } from '../state/displays';
import { swipeSplit, view, words } from '../state/store';
import type { Scene } from '../state/view';
import { besideOf, type Frame, type Sheet } from '../values/frame';
import { CentreOverlay } from './centre-overlay';
import { FieldLayer, type Lined } from './field-layer';
import { isolineInterval } from './isoline-interval';
import { IsolineLabels } from './isoline-labels';
import { NightLayer } from './night-layer';
import { ParticleOverlay } from './particle-overlay';
import { SpotOverlay } from './spot-overlay';
import { LOWEST_LINE } from './style';
import { arrowMark, barbMark } from './wind-marks';
import { WindOverlay } from './wind-overlay';

/** What a map shows of a scene. */
export interface Picture {
  scene: ReadonlySignal<Scene | null>;
  /** A whole step. */
  shown: ReadonlySignal<Frame | null>;
  /** The same, or between two steps. */
  drawn: ReadonlySignal<Frame | null>;
  /** How many bytes of textures each of its layers may keep. */
  textureBytes: number;
}

/**
 * Puts the picture on the map, from the colours up to the marks, and keeps it up to date; gives the
 * way to stop.
 */
export function addPicture(map: MapLibre, picture: Picture): () => void {
  const { scene, drawn, textureBytes } = picture;
  const field = new FieldLayer('field', textureBytes);
  const night = new NightLayer();
  const beside = new FieldLayer('beside', textureBytes);
  const hatching = new FieldLayer('hatched', textureBytes);
  const lines = new FieldLayer('isolines', textureBytes);
  map.addLayer(field, LOWEST_LINE);
  map.addLayer(beside, LOWEST_LINE);
  map.addLayer(night, LOWEST_LINE);
  map.addLayer(hatching, 'places');
  map.addLayer(lines, 'places');
  const labels = new IsolineLabels(map);
  const { show, stop } = addMarks(map, picture);
  const stopFields = effect(() => {
    const frame = drawn.value;
    const isolines = frame && linesOf(frame);
    const other = frame && besideOf(frame);
    const split = other ? swipeSplit.value : 1;
    const own: [number, number] = [0, split];
    field.show(frame && other ? { ...frame, second: undefined } : frame, own);
    beside.show(other, [split, 1]);
    map.getContainer().style.setProperty('--beside', `${100 * (1 - split)}%`);
    lines.show(isolines, own);
    labels.show(isolines);
    const hatched = frame?.over.hatched;
    hatching.show(
      hatched ? { sheet: hatched, limit: hatchedRange(hatched.legend, scene.value) } : null,
      own,
    );
    show(frame);
  });
  const stopNight = effect(() =>
    night.show(view.value.night ? (drawn.value?.field.time ?? null) : null),
  );
  const stopGraticule = effect(() => {
    const visibility = view.value.graticule ? 'visible' : 'none';
    map.setLayoutProperty(LOWEST_LINE, 'visibility', visibility);
  });
  return () => {
    for (const end of [stop, stopFields, stopNight, stopGraticule]) end();
  };
}

/** What is drawn on canvases over the map. */
function addMarks(map: MapLibre, { shown }: Picture) {
  const particles = new ParticleOverlay(map);
  const arrows = new WindOverlay(map, 'arrows', arrowMark);
  const barbs = new WindOverlay(map, 'barbs', barbMark);
  const values = new SpotOverlay(map);
  const centres = new CentreOverlay(map);
  // Of whole steps only: between two of them there is neither the time to look for highs nor a need.
  const stop = effect(() => {
    const frame = shown.value;
    const { high, low } = words.value;
    const sheet = frame?.over.centres;
    particles.show(frame?.over.particles ?? null);
    centres.show(sheet ?? null, sheet ? { high, low, display: displayOf(sheet) } : null);
  });
  const show = (frame: Frame | null) => {
    arrows.show(frame?.over.arrows ?? null);
    barbs.show(frame && barbsOf(frame));
    const sheet = frame?.over.values;
    values.show(sheet ?? null, sheet ? displayOf(sheet) : null);
  };
  return { show, stop };
}

/** A vector layer has barbs unless its wind is drawn in another way. */
function barbsOf(frame: Frame): Sheet | null {
  const { barbs, arrows, particles } = frame.over;
  const isPlain = frame.layer.kind === 'vector' && !frame.second && !arrows && !particles;
  return barbs ?? (isPlain ? frame : null);
}

function linesOf({ over: { isolines } }: Frame): Lined | null {
  if (!isolines) return null;
  return { sheet: isolines, interval: isolineInterval(isolines.legend) };
}
