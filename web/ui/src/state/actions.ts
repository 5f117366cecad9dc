import { DAY, nearestTime } from '../format/time';
import { presetOf, UNIT_PRESETS, type Units, wrapLongitude } from '../format/units';
import { choiceOf, KINDS, type Kind, type Projection, projectionFor } from '../projection/choice';
import { OVERLAYS, type Overlay } from '../values/frame';
import { chartsFor, follow, usualOverlay } from './charts';
import { earlierTimes, parseComparison } from './comparison';
import { type Entry, ladderOf, layerNamed, nearestLevel, pressureOf, turbineLayer } from './layers';
import { rememberUnits } from './remembered-units';
import { framing } from './settle';
import { dataset, datasets, isPlaying, layer, layerTimes, run, runId, view } from './store';
import { LATEST, type Machine, type Place, type Tab, type View } from './view';

/** Everything that a button, a key or the map may do to the view. */

export function patchView(change: Partial<View>): void {
  const changed = (Object.keys(change) as (keyof View)[]).some(
    (name) => change[name] !== view.peek()[name],
  );
  if (changed) view.value = { ...view.peek(), ...change };
}

export function chooseDataset(id: string): void {
  const chosen = datasets.peek()?.find((candidate) => candidate.id === id);
  if (!chosen || id === view.peek().dataset) return;
  patchView({
    dataset: id,
    run: LATEST,
    member: null,
    minus: null,
    ...framing(view.peek(), chosen),
  });
}

export function chooseRun(id: string): void {
  patchView({ run: id, minus: null });
}

/** The runs before the one that is shown, newest first. */
export function earlierRuns(): string[] {
  const ids = dataset.value?.runs.map((each) => each.run) ?? [];
  const now = runId.value;
  return ids
    .filter((id) => now !== null && id < now)
    .sort()
    .reverse();
}

export function toggleDifference(): void {
  compare(false);
}

/** The run before, or what else is chosen, on the right of a divider. */
export function toggleSwipe(): void {
  compare(true);
}

/** With what is chosen for it, the run before or a time before; not any more if it is so already. */
function compare(beside: boolean): void {
  const now = view.peek();
  const isOn = now.minus !== null && now.beside === beside;
  const isMean = now.minus !== null && parseComparison(now.minus).of === 'mean';
  const chosen = beside && isMean ? null : now.minus;
  const other = chosen ?? earlierRuns()[0] ?? earlierTimes(layerTimes.peek()).at(-1) ?? null;
  patchView({ minus: isOn ? null : other, beside, range: null });
}

export function chooseLayer(name: string): void {
  const chosen = layerNamed(run.peek()?.layers ?? [], name);
  const times = chosen?.times ?? run.peek()?.times ?? [];
  const layers = run.peek()?.layers ?? [];
  const { time } = view.peek();
  const over = OVERLAYS.map((overlay) => {
    return [overlay, follow(layers, layer.peek(), chosen, view.peek()[overlay])];
  });
  patchView({
    layer: name,
    range: null,
    time: nearestTime(times, time ?? Date.now()),
    ...Object.fromEntries(over),
  });
  const pressure = chosen && pressureOf(chosen);
  if (pressure) lastPressure = pressure;
}

/** Where a variable of the upper air opens: the level looked at last, at first the middle. */
let lastPressure = 500;

export function chooseEntry({ layers }: Entry): void {
  const isAloft = layers.some((each) => pressureOf(each) !== null);
  const opened = isAloft ? nearestLevel(layers, lastPressure) : layers.at(-1);
  if (opened) chooseLayer(opened.name);
}

/** +1 goes up in the air, −1 down. */
export function stepLevel(direction: 1 | -1): void {
  const current = layer.peek();
  if (!current) return;
  const ladder = ladderOf(run.peek()?.layers ?? [], current);
  const next = ladder[ladder.findIndex(({ name }) => name === current.name) - direction];
  if (next) chooseLayer(next.name);
}

/** One of the charts on keys 1 to 9, if the run can draw it. */
export function chooseChart(key: number): void {
  const offer = chartsFor(run.peek()?.layers ?? []).find((each) => each.key === key);
  if (!offer) return;
  chooseLayer(offer.view.layer);
  patchView(offer.view);
}

/** Takes what is drawn over the coloured layer away, or draws what is usual there. */
export function toggleOverlay(overlay: Overlay): void {
  const current = layer.peek();
  if (!current) return;
  const isOn = view.peek()[overlay] !== null;
  patchView({ [overlay]: isOn ? null : usualOverlay(overlay, run.peek()?.layers ?? [], current) });
}

export function chooseTime(time: number | null | undefined): void {
  if (time !== null && time !== undefined) patchView({ time });
}

export function stepTime(steps: number): void {
  const times = layerTimes.peek();
  const index = times.indexOf(view.peek().time ?? Number.NaN);
  chooseTime(times[Math.max(0, Math.min(times.length - 1, index + steps))]);
}

export function stepDay(days: number): void {
  const { time } = view.peek();
  if (time !== null) chooseTime(nearestTime(layerTimes.peek(), time + days * DAY));
}

export function goToFirst(): void {
  chooseTime(layerTimes.peek()[0]);
}

export function goToLast(): void {
  chooseTime(layerTimes.peek().at(-1));
}

/** The step after this one, from the start again after the last. */
export function nextTime(): number | undefined {
  const times = layerTimes.peek();
  return times[(times.indexOf(view.peek().time ?? Number.NaN) + 1) % times.length];
}

export function togglePlay(): void {
  isPlaying.value = !isPlaying.peek() && layerTimes.peek().length > 1;
}

export function cycleUnits(): void {
  const next = (UNIT_PRESETS.indexOf(presetOf(view.peek().units)) + 1) % UNIT_PRESETS.length;
  chooseUnits(UNIT_PRESETS[next] ?? 'metric');
}

/** From now on, at the next visit too; a link that names units goes before. */
export function chooseUnits(units: Units): void {
  patchView({ units });
  rememberUnits(units);
}

export function toggleLanguage(): void {
  patchView({ language: view.peek().language === 'zh' ? 'en' : 'zh' });
}

/** Another projection, made for the place in sight; its own middle where that is out of it. */
export function chooseProjection(kind: Kind): void {
  const { lon, lat, zoom } = view.peek();
  const projection = projectionFor(kind, lon, lat);
  patchView({ projection, ...inSight(projection, { lon, lat, zoom }) });
}

type Camera = Pick<View, 'lon' | 'lat' | 'zoom'>;

function inSight(projection: Projection, camera: Camera): Camera {
  const { kind, ...middle } = choiceOf(projection);
  const side = kind === 'south' ? -1 : 1;
  const isPolar = kind === 'north' || kind === 'south';
  if (isPolar && side * camera.lat < 45)
    return { ...camera, lat: 85 * side, zoom: Math.min(2, camera.zoom) };
  const isFar = Math.abs(wrapLongitude(camera.lon - middle.lon)) > 60 || camera.lat < 0;
  if (kind === 'china' && isFar) return { ...middle, zoom: 3 };
  return camera;
}

export function cycleProjection(): void {
  const { kind } = choiceOf(view.peek().projection);
  chooseProjection(KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length] as Kind);
}

export function choosePlace(place: Place | null): void {
  patchView({ place });
}

/** Closes the drawer, whatever it shows; the line is forgotten with it. */
export function closeDrawer(): void {
  patchView({ place: null, section: null, tab: 'chart' });
}

/** Opens a part of the drawer, at the middle of the map where no place is chosen yet. */
export function openTab(tab: Tab): void {
  const { place, lat, lon } = view.peek();
  const isOfPlace = tab !== 'section' && tab !== 'ocean';
  patchView({ tab, place: isOfPlace ? (place ?? { lat, lon }) : place });
}

/** The machine that the energy page opens with: a common one on land. */
const USUAL_TURBINE = 'iea-3.4mw-130';

export function toggleEnergy(): void {
  if (view.peek().energy) patchView({ energy: null });
  else chooseTurbine({ turbine: USUAL_TURBINE, hub: null });
}

/** Opens the energy page with a turbine, and its capacity factor on the map where the run has it. */
export function chooseTurbine(machine: Machine): void {
  patchView({ energy: machine });
  const name = turbineLayer(machine.turbine, machine.hub);
  if (layerNamed(run.peek()?.layers ?? [], name)) chooseLayer(name);
}
