import { effect } from '@preact/signals';
import { OVERLAYS } from '../values/frame';
import { viewFromHash, viewToHash } from './hash';
import { rememberedUnits } from './remembered-units';
import { view } from './store';
import type { View } from './view';

/** Changes that the back button should undo one by one; the others only rewrite the link. */
const STOPS: (keyof View)[] = [
  'dataset',
  'run',
  'layer',
  'member',
  'minus',
  'beside',
  'others',
  ...OVERLAYS,
  'place',
  'tab',
  'section',
  'pins',
  'energy',
  'projection',
];

/** Moving the map rewrites the link at most this often; browsers refuse more than ~100 in 30 s. */
const WRITE_DELAY = 350;

/** Keeps the link and the view the same, both ways. */
export function startNavigation(): void {
  const units = rememberedUnits() ?? view.value.units;
  view.value = viewFromHash(location.hash, { ...view.value, units });
  let linked = view.value;
  let timer = 0;
  effect(() => {
    const next = view.value;
    clearTimeout(timer);
    if (isStop(linked, next)) {
      linked = writeLink(next, 'push');
    } else {
      timer = window.setTimeout(() => {
        linked = writeLink(next, 'replace');
      }, WRITE_DELAY);
    }
  });
  window.addEventListener('popstate', () => {
    clearTimeout(timer);
    linked = viewFromHash(location.hash, view.value);
    view.value = linked;
  });
}

/** Whether the change is a choice of the user's, not the filling in of what was open. */
function isStop(before: View, after: View): boolean {
  const hadAll = before.dataset !== null && before.layer !== null;
  return hadAll && STOPS.some((name) => before[name] !== after[name]);
}

function writeLink(next: View, how: 'push' | 'replace'): View {
  const url = `#${viewToHash(next)}`;
  if (url !== location.hash) {
    if (how === 'push') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  }
  return next;
}
