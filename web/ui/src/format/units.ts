import type { Display } from '../api/types';
import { type Measured, UNIT_NAMES, unitsFor } from './quantities';

/** How numbers are shown: as the server proposes, with knots for wind, or plain SI. */
export const UNIT_PRESETS = ['metric', 'knots', 'si'] as const;
export type UnitPreset = (typeof UNIT_PRESETS)[number];

/** A preset, and the units that are chosen over it: "metric,°F,kn". */
export type Units = string;

/** Unknown words are left out; null where nothing is left. */
export function parseUnits(text: string | null): Units | null {
  const words = text?.split(',') ?? [];
  const preset = UNIT_PRESETS.find((each) => each === words[0]);
  const chosen = words.filter((word) => UNIT_NAMES.includes(word));
  return preset || chosen.length ? [preset ?? 'metric', ...chosen].join(',') : null;
}

export function presetOf(units: Units): UnitPreset {
  return UNIT_PRESETS.find((each) => each === units.split(',')[0]) ?? 'metric';
}

/** The conversion from the stored (SI) value of a layer to the shown one. */
export function displayFor(layer: Measured, units: Units): Display {
  const options = unitsFor(layer);
  const [preset, ...chosen] = units.split(',');
  const own = options.find((option) => chosen.includes(option.units));
  if (own) return own;
  if (preset === 'si') return siDisplay(layer);
  const knots = preset === 'knots' && options.find((option) => option.units === 'kn');
  return knots || layer.display;
}

/** Of differences and spreads: without the offset of a scale that has one. */
export function relativeDisplay(display: Display): Display {
  if (display.steps) return { units: 'm/s', scale: 1, offset: 0, decimals: 1 };
  return { ...display, offset: 0, units: display.units === '°C' ? 'K' : display.units };
}

/** The next unit for what a layer measures, all others as they were. */
export function nextUnit(layer: Measured, units: Units): Units {
  const names = unitsFor(layer).map((option) => option.units);
  const now = names.indexOf(displayFor(layer, units).units);
  const [preset = 'metric', ...chosen] = units.split(',');
  const next = names[(now + 1) % names.length] ?? '';
  const kept = chosen.filter((each) => !names.includes(each));
  return [preset, ...kept, ...(UNIT_NAMES.includes(next) ? [next] : [])].join(',');
}

function siDisplay({ units, display }: Measured): Display {
  const shift = Math.log10(Math.abs(display.scale) || 1);
  const decimals = Math.max(0, Math.min(6, Math.round(display.decimals + shift)));
  return { units: prettyUnits(units), scale: 1, offset: 0, decimals };
}

const SUPERSCRIPT: Record<string, string> = {
  '-1': '⁻¹',
  '-2': '⁻²',
  '-3': '⁻³',
  '2': '²',
  '3': '³',
};

/** UDUNITS spelling to print: "kg m-2" → "kg m⁻²". */
export function prettyUnits(units: string): string {
  return units.replace(/([A-Za-z])(-?[123])(?=\s|$)/g, (_, letter: string, power: string) => {
    return letter + (SUPERSCRIPT[power] ?? power);
  });
}

export function toDisplay(value: number, display: Display): number {
  if (display.steps) return display.steps.filter((step) => value >= step).length;
  return value * display.scale + display.offset;
}

/** The stored value of a shown one; of steps, the least that reaches it. */
export function fromDisplay(shown: number, { scale, offset, steps }: Display): number {
  if (steps) return steps[Math.max(0, Math.min(steps.length, Math.round(shown)) - 1)] ?? 0;
  return (shown - offset) / scale;
}

/** The shown number without its unit; an en dash stands for a missing value. */
export function formatValue(value: number | null, display: Display): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return formatNumber(toDisplay(value, display), display.decimals);
}

/** With a true minus sign, and none before zero. */
export function formatNumber(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

export function formatWithUnits(value: number | null, display: Display): string {
  const text = formatValue(value, display);
  return value === null ? text : `${text} ${display.units}`;
}

/** A difference of two values, with its sign: "+0.8 °C". */
export function formatDifference(value: number, display: Display): string {
  const text = formatWithUnits(value, { ...display, offset: 0 });
  return value > 0 && Number(text.split(' ')[0]) !== 0 ? `+${text}` : text;
}

/** "39.90°N 116.40°E" */
export function formatPosition(lat: number, lon: number): string {
  const east = wrapLongitude(lon);
  const ns = lat < 0 ? 'S' : 'N';
  const ew = east < 0 ? 'W' : 'E';
  return `${Math.abs(lat).toFixed(2)}°${ns} ${Math.abs(east).toFixed(2)}°${ew}`;
}

/** Into [-180, 180). */
export function wrapLongitude(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

const POINTS = [
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
];

export function compassPoint(degrees: number): string {
  return POINTS[Math.round(degrees / 22.5) & 15] ?? 'N';
}

/** Degrees, from where the wind with these components blows. */
export function directionFrom(u: number, v: number): number {
  return (270 - (Math.atan2(v, u) * 180) / Math.PI + 360) % 360;
}
