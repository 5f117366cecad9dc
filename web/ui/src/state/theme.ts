import { computed, effect, signal } from '@preact/signals';

/** Light or dark, or as the system has it; remembered by the browser, not part of links. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'fengtu.theme';

export const theme = signal<Theme>(remembered());

const light = matchMedia('(prefers-color-scheme: light)');
const systemIsLight = signal(light.matches);

/** Paper is always light. */
const isPrinting = signal(false);

export const isLight = computed(() => {
  if (isPrinting.value) return true;
  return theme.value === 'auto' ? systemIsLight.value : theme.value === 'light';
});

/** Keeps the page's look as chosen. */
export function startTheme(): void {
  light.addEventListener('change', () => {
    systemIsLight.value = light.matches;
  });
  window.addEventListener('beforeprint', () => {
    isPrinting.value = true;
  });
  window.addEventListener('afterprint', () => {
    isPrinting.value = false;
  });
  effect(() => {
    document.documentElement.dataset.theme = isLight.value ? 'light' : 'dark';
  });
}

export function cycleTheme(): void {
  const next = THEMES[(THEMES.indexOf(theme.peek()) + 1) % THEMES.length] ?? 'auto';
  theme.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function remembered(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return THEMES.find((each) => each === found) ?? 'auto';
  } catch {
    return 'auto';
  }
}
