import type { Layer, Titles } from '../api/types';
import { OVERLAYS, type Overlay } from '../values/frame';
import type { View } from './view';

/** A chart that forecasters know: a coloured layer, and what is drawn over it. */
export interface Chart {
  title: Titles;
  /** Of several, the first that a run has. */
  fill: string[];
  over: Partial<Record<Overlay, string[]>>;
}

const height = (level: number) => `geopotential_height_${level}hPa`;

/** In the order of their keys, 1 to 9. */
const CHARTS: Chart[] = [
  {
    title: { en: '500 hPa height, temperature', zh: '500 百帕形势' },
    fill: ['temperature_500hPa'],
    over: { isolines: [height(500)], barbs: ['wind_500hPa'], centres: [height(500)] },
  },
  {
    title: { en: '850 hPa temperature, wind', zh: '850 百帕温度风' },
    fill: ['temperature_850hPa'],
    over: { isolines: [height(850)], barbs: ['wind_850hPa'] },
  },
  {
    title: { en: '700 hPa humidity, ascent', zh: '700 百帕湿度与垂直运动' },
    fill: ['relative_humidity_700hPa', 'specific_humidity_700hPa'],
    over: { isolines: ['vertical_velocity_700hPa', height(700)], barbs: ['wind_700hPa'] },
  },
  {
    title: { en: '200 hPa jet', zh: '200 百帕急流' },
    fill: ['wind_200hPa', 'wind_250hPa', 'wind_300hPa'],
    over: { isolines: [height(200), height(250), height(300)] },
  },
  {
    title: { en: 'Pressure and rain', zh: '海平面气压与降水' },
    fill: ['precipitation_6h', 'precipitation', 'rain'],
    over: { isolines: ['pressure_msl'], barbs: ['wind_10m'], centres: ['pressure_msl'] },
  },
  {
    title: { en: 'Surface temperature, pressure', zh: '地面气温与气压' },
    fill: ['temperature_2m'],
    over: { isolines: ['pressure_msl'], centres: ['pressure_msl'] },
  },
  {
    title: { en: '500 hPa vorticity', zh: '500 百帕涡度' },
    fill: ['absolute_vorticity_500hPa', 'relative_vorticity_500hPa'],
    over: { isolines: [height(500)] },
  },
  {
    title: { en: '850 hPa equivalent potential temperature', zh: '850 百帕假相当位温' },
    fill: ['equivalent_potential_temperature_850hPa'],
    over: { barbs: ['wind_850hPa'] },
  },
  {
    title: { en: 'Instability', zh: '对流有效位能' },
    fill: ['cape'],
    over: { isolines: ['pressure_msl'], barbs: ['wind_10m'] },
  },
];

/** A chart as a run can draw it. */
export interface Offer {
  key: number;
  title: Titles;
  view: Pick<View, Overlay> & { layer: string };
}

/** The charts whose coloured layer a run has; what it lacks over it is left out. */
export function chartsFor(layers: readonly Layer[]): Offer[] {
  const names = new Set(layers.map(({ name }) => name));
  const known = (wishes: string[] | undefined) => wishes?.find((name) => names.has(name)) ?? null;
  return CHARTS.flatMap(({ title, fill, over }, i) => {
    const layer = known(fill);
    const found = OVERLAYS.map((overlay) => [overlay, known(over[overlay])] as const);
    const isBare = found.every(([, name]) => name === null);
    const view = { layer: layer ?? '', ...(Object.fromEntries(found) as Pick<View, Overlay>) };
    return layer && !isBare ? [{ key: i + 1, title, view }] : [];
  });
}

/** The layers that an overlay can be made of. */
export function fitFor(overlay: Overlay, layers: readonly Layer[]): Layer[] {
  return layers.filter(({ kind }) => {
    if (overlay === 'isolines' || overlay === 'centres') return kind === 'scalar';
    if (overlay === 'values' || overlay === 'hatched') return kind !== 'direction';
    return kind === 'vector';
  });
}

/** What an overlay shows unless something else is chosen. */
export function usualOverlay(
  overlay: Overlay,
  layers: readonly Layer[],
  current: Layer,
): string | null {
  if (overlay === 'isolines' || overlay === 'centres') return usualIsolines(layers, current);
  if (overlay !== 'values' && overlay !== 'hatched') return usualBarbs(layers, current);
  return fitFor(overlay, [current])[0]?.name ?? null;
}

/** What key I draws over a layer: height on its pressure level, or pressure at the ground. */
export function usualIsolines(layers: readonly Layer[], current: Layer): string | null {
  const wanted = /hPa$/.test(current.level)
    ? `geopotential_height_${current.level.replace(' ', '')}`
    : 'pressure_msl';
  const other = layers.find(({ name }) => name === wanted);
  return (other ?? (current.kind === 'scalar' ? current : undefined))?.name ?? null;
}

/** What key B draws over a layer: the wind on its level, or the lowest one. */
export function usualBarbs(layers: readonly Layer[], current: Layer): string | null {
  const winds = layers.filter(({ kind }) => kind === 'vector');
  const same = winds.find(({ level }) => level === current.level);
  return (same ?? winds.find(({ level }) => level === '10 m'))?.name ?? null;
}

/** Layers over one that changes its level go with it, if they were on the same. */
export function follow(
  layers: readonly Layer[],
  from: Layer | null,
  to: Layer | undefined,
  over: string | null,
): string | null {
  const lying = layers.find(({ name }) => name === over);
  if (!lying || !from || !to || lying.level !== from.level || to.variable !== from.variable) {
    return over;
  }
  const moved = layers.find(
    ({ variable, level, kind }) =>
      variable === lying.variable && level === to.level && kind === lying.kind,
  );
  return moved?.name ?? null;
}
