import type { Display, Layer } from '../api/types';

/** How numbers are shown: as the server proposes, with knots for wind, or plain SI. */
export const UNIT_PRESETS = ['metric', 'knots', 'si'] as const;
export type UnitPreset = (typeof UNIT_PRESETS)[number];

const KNOTS_PER_METRE_PER_SECOND = 1.943_844_5;

/** The linear conversion from the stored (SI) value of a layer to the shown one. */
export function displayFor(layer: Pick<Layer, 'units' | 'display'>, preset: UnitPreset): Display {
  if (preset === 'si') return siDisplay(layer);
  if (preset === 'knots' && isSpeed(layer.units)) {
    return { units: 'kn', scale: KNOTS_PER_METRE_PER_SECOND, offset: 0, decimals: 0 };
  }
  return layer.display;
}

function siDisplay({ units, display }: Pick<Layer, 'units' | 'display'>): Display {
  const shift = Math.log10(Math.abs(display.scale) || 1);
  const decimals = Math.max(0, Math.min(6, Math.round(display.decimals + shift)));
  return { units: prettyUnits(units), scale: 1, offset: 0, decimals };
}

function isSpeed(units: string): boolean {
  return /^m ?(s-1|s\*\*-1|s\^-1|\/ ?s)$/.test(units.trim());
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
  return value * display.scale + display.offset;
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
