import { parseUnits, type Units } from '../format/units';

const KEY = 'fengtu.units';

/** The units that were chosen last in this browser; null for none. */
export function rememberedUnits(): Units | null {
  try {
    return parseUnits(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function rememberUnits(units: Units): void {
  try {
    localStorage.setItem(KEY, units);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
