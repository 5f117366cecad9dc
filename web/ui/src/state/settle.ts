import type { Dataset, Run } from '../api/types';
import { nearestTime } from '../format/time';
import { defaultLayer, layerNamed, turbineLayer } from './layers';
import { LATEST, type View } from './view';

/** Fills in what the view leaves open and replaces what the catalogue does not have. */

export function settleDataset(view: View, datasets: readonly Dataset[]): View {
  const known = datasets.find(({ id }) => id === view.dataset);
  // A link that names a dataset and no more does not say where to look either.
  if (known) return view.layer === null ? { ...view, ...framing(view, known) } : view;
  const first = datasets.find(({ runs }) => runs.length > 0) ?? datasets[0];
  return first ? { ...view, dataset: first.id, run: LATEST, ...framing(view, first) } : view;
}

/** Where to look, if a dataset lies elsewhere than the view; nothing if it is in sight. */
export function framing({ lon, lat }: View, { grid }: Dataset): Partial<View> {
  const [west, south, east, north] = grid.bbox;
  const turned = west + ((((lon - west) % 360) + 360) % 360);
  if (lat >= south && lat <= north && turned <= east) return {};
  const zoom = Math.max(1, Math.min(7, Math.log2(360 / Math.max(1, east - west)) + 0.7));
  return { lon: (west + east) / 2, lat: (south + north) / 2, zoom };
}

export function settleInRun(view: View, run: Run, now: number): View {
  const { layer: name, energy } = view;
  const wished = name ?? (energy && turbineLayer(energy.turbine, energy.hub));
  const layer = layerNamed(run.layers, wished) ?? defaultLayer(run.layers);
  if (!layer) return view;
  const times = layer.times ?? run.times;
  const time = nearestTime(times, view.time ?? startTime(times, now));
  if (layer.name === view.layer && time === view.time) return view;
  return { ...view, layer: layer.name, time };
}

/** Now, while the run covers it; a run of the past is read from its beginning. */
function startTime(times: readonly number[], now: number): number {
  return now <= (times.at(-1) ?? now) ? now : (times[0] ?? now);
}
