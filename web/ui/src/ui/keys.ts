import * as act from '../state/actions';
import { toggleFavourite } from '../state/favourites';
import { chooseNextMap, cycleMaps } from '../state/maps';
import { hasOcean } from '../state/ocean';
import { togglePinHere } from '../state/picking';
import { changeSpeed } from '../state/playback';
import { stepRun, toggleLock } from '../state/run-choice';
import {
  isDrawerOpen,
  isExportOpen,
  isHelpOpen,
  isMoreOpen,
  isVariablesOpen,
  view,
} from '../state/store';
import { focusSearch } from './Search';

/** What keys do; "S-" stands for Shift, "C-" for Control. */
const BINDINGS: Record<string, () => void> = {
  ArrowLeft: () => act.stepTime(-1),
  ArrowRight: () => act.stepTime(1),
  'S-ArrowLeft': () => act.stepDay(-1),
  'S-ArrowRight': () => act.stepDay(1),
  Home: act.goToFirst,
  End: act.goToLast,
  ' ': act.togglePlay,
  ',': () => changeSpeed(-1),
  '.': () => changeSpeed(1),
  '[': () => act.stepLevel(-1),
  ']': () => act.stepLevel(1),
  i: () => act.toggleOverlay('isolines'),
  b: () => act.toggleOverlay('barbs'),
  o: () => act.toggleOverlay('particles'),
  d: act.toggleDifference,
  s: act.toggleSwipe,
  w: cycleMaps,
  n: chooseNextMap,
  e: act.toggleEnergy,
  g: act.cycleProjection,
  m: () => act.openTab('chart'),
  v: togglePinHere,
  l: toggleLock,
  'C-ArrowLeft': () => stepRun(-1),
  'C-ArrowRight': () => stepRun(1),
  f: toggleFavouriteHere,
  k: () => act.openTab('sounding'),
  x: () => act.openTab('section'),
  y: openOcean,
  u: act.cycleUnits,
  p: toggleExport,
  '/': focusSearch,
  '?': toggleHelp,
  Escape: closeTopmost,
};

export function startKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.metaKey || event.altKey || isTyping(event)) return;
    const action = BINDINGS[nameOf(event)] ?? chartAction(event);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function chartAction({ key, ctrlKey }: KeyboardEvent): (() => void) | undefined {
  return /^[1-9]$/.test(key) && !ctrlKey ? () => act.chooseChart(Number(key)) : undefined;
}

function nameOf({ key, shiftKey, ctrlKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (ctrlKey) return `C-${name}`;
  return shiftKey && key.startsWith('Arrow') ? `S-${name}` : name;
}

/** Lists and text fields need the keys themselves; a focused button needs Space. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, select, textarea')) return key !== 'Escape';
  return target.matches('button, a') && key === ' ';
}

function openOcean(): void {
  if (hasOcean.peek()) act.openTab('ocean');
}

function toggleFavouriteHere(): void {
  const { place } = view.peek();
  if (place) toggleFavourite(place);
}

function toggleExport(): void {
  isExportOpen.value = !isExportOpen.peek();
}

function toggleHelp(): void {
  isHelpOpen.value = !isHelpOpen.peek();
}

function closeTopmost(): void {
  if (isHelpOpen.peek()) isHelpOpen.value = false;
  else if (isExportOpen.peek()) isExportOpen.value = false;
  else if (isMoreOpen.peek()) isMoreOpen.value = false;
  else if (isVariablesOpen.peek()) isVariablesOpen.value = false;
  else if (view.peek().energy) act.toggleEnergy();
  else if (isDrawerOpen.peek()) act.closeDrawer();
}
