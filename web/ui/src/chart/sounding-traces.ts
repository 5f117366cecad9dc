import type { Profile } from '../api/profile';
import type { Wind } from './hodograph';

export interface Trace {
  /** hPa */
  pressure: number;
  value: number;
}

/** What stands at one level of a sounding; null where it is missing. SI but for the pressure. */
export interface SoundingLevel {
  /** hPa */
  pressure: number;
  isGround: boolean;
  height: number | null;
  temperature: number | null;
  dewPoint: number | null;
  u: number | null;
  v: number | null;
}

/** The ground, where it is known, and the levels above it. */
export function levelsAbove(profile: Profile, pressures: readonly number[]): SoundingLevel[] {
  const { ground, levels, belowGround } = profile;
  const at = (name: string, i: number) => levels[name]?.[i] ?? null;
  const above = pressures
    .map((pressure, i) => ({
      pressure: pressure / 100,
      isGround: false,
      height: at('geopotential_height', i),
      temperature: at('temperature', i),
      dewPoint: at('dew_point', i),
      u: at('wind_u_component', i),
      v: at('wind_v_component', i),
    }))
    .filter((_, i) => belowGround[i] !== true);
  const surface = ground.surface_pressure;
  if (typeof surface !== 'number') return above;
  const foot = {
    pressure: surface / 100,
    isGround: true,
    height: ground.elevation ?? null,
    temperature: ground.temperature_2m ?? null,
    dewPoint: ground.dew_point_2m ?? null,
    u: ground.wind_u_component_10m ?? null,
    v: ground.wind_v_component_10m ?? null,
  };
  return [foot, ...above];
}

export function traceOf(
  levels: readonly SoundingLevel[],
  name: 'temperature' | 'dewPoint',
): Trace[] {
  return levels.flatMap(({ pressure, [name]: value }) =>
    value === null ? [] : [{ pressure, value }],
  );
}

/** Heights above the ground, or above the lowest level where nobody knows where that is. */
export function windsOf(levels: readonly SoundingLevel[]): Wind[] {
  const foot = levels.find(({ height }) => height !== null)?.height ?? 0;
  return levels.flatMap(({ height, u, v }) =>
    height === null || u === null || v === null ? [] : [{ height: height - foot, u, v }],
  );
}
