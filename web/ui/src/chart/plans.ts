import type { Layer } from '../api/types';

/** What goes together in one panel of a meteogram. */
export interface PanelPlan {
  layers: string[];
  /** In pixels; of a cloud, that of one layer. */
  height: number;
  direction?: string;
  /** Layers that this panel makes superfluous as panels of their own. */
  covers?: string[];
  kind?: 'bar' | 'cloud';
  fromZero?: boolean;
  /** In SI. */
  span?: number;
  /** Names of the curves' colours. */
  colours?: string[];
}

/** What a forecaster reads at a place, top down; what a run does not have is left out. */
const PLANS: PanelPlan[] = [
  {
    layers: ['temperature_2m', 'dew_point_2m'],
    span: 6,
    height: 66,
    colours: ['temperature', 'dew-point'],
  },
  {
    layers: ['precipitation'],
    kind: 'bar',
    fromZero: true,
    span: 2,
    height: 42,
    colours: ['rain'],
  },
  {
    layers: ['cloud_cover_high', 'cloud_cover_mid', 'cloud_cover_low'],
    covers: ['cloud_cover'],
    kind: 'cloud',
    height: 17,
    colours: ['cloud', 'cloud', 'cloud'],
  },
  { layers: ['cloud_cover'], kind: 'cloud', height: 22, colours: ['cloud'] },
  {
    layers: ['wind_speed_10m', 'wind_gusts_10m'],
    direction: 'wind_direction_10m',
    covers: ['wind_10m', 'wind_direction_10m'],
    fromZero: true,
    span: 5,
    height: 42,
    colours: ['wind', 'gusts'],
  },
  { layers: ['pressure_msl'], span: 800, height: 42, colours: ['pressure'] },
];

/** The plans that fit the run, and one for the layer on the map if it is in none of them. */
export function plansFor(layers: readonly Layer[], current: Layer | null): PanelPlan[] {
  const has = (name: string) => layers.some((layer) => layer.name === name);
  const taken = new Set<string>();
  const plans = PLANS.filter((plan) => {
    if (!plan.layers.some(has) || plan.layers.every((name) => taken.has(name))) return false;
    for (const name of [...plan.layers, ...(plan.covers ?? [])]) taken.add(name);
    return true;
  });
  if (!current || taken.has(current.name)) return plans;
  return [{ layers: [current.name], height: 56, fromZero: current.kind === 'vector' }, ...plans];
}
