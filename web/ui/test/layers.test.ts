import { describe, expect, it } from 'vitest';
import type { Layer, LayerKind } from '../src/api/types';
import { groupLayers, ladderOf, nearestLevel } from '../src/state/layers';
import { settleInRun } from '../src/state/settle';
import { initialView } from '../src/state/view';

function layer(name: string, variable: string, level: string, kind: LayerKind = 'scalar'): Layer {
  return {
    name,
    variable,
    title: { en: `${variable} ${level}`, zh: `${level} ${variable}` },
    units: '1',
    level,
    derived: false,
    continuous: true,
    kind,
    display: { units: '', scale: 1, offset: 0, decimals: 0 },
    components: kind === 'vector' ? ['u_10m', 'v_10m'] : undefined,
  };
}

const layers = [
  layer('u_10m', 'u', '10 m'),
  layer('v_10m', 'v', '10 m'),
  layer('t_2m', 't', '2 m'),
  layer('t_850hPa', 't', '850 hPa'),
  layer('t_500hPa', 't', '500 hPa'),
  layer('wind_10m', 'wind', '10 m', 'vector'),
];

describe('layers', () => {
  it('are grouped by where they are', () => {
    const { surface, upperAir, components } = groupLayers(layers);
    expect(surface.map((entry) => entry.layers.map(({ name }) => name))).toEqual([
      ['t_2m'],
      ['wind_10m'],
    ]);
    expect(surface[0]?.title.en).toBe('t 2 m');
    expect(components.map(({ name }) => name)).toEqual(['u_10m', 'v_10m']);
    expect(upperAir).toMatchObject([{ title: { en: 't', zh: 't' } }]);
  });

  it('that are computed are a line for each variable, or for each window of time', () => {
    const computed = [
      layer('theta_2m', 'theta', '2 m'),
      layer('theta_500hPa', 'theta', '500 hPa'),
      layer('rain_12h', 'rain', ''),
      layer('rain_24h', 'rain', ''),
    ].map((each) => ({ ...each, derived: true }));
    const { derived, surface } = groupLayers([...layers, ...computed]);
    expect(surface).toHaveLength(2);
    expect(derived.map((entry) => entry.layers.map(({ name }) => name))).toEqual([
      ['theta_500hPa', 'theta_2m'],
      ['rain_12h'],
      ['rain_24h'],
    ]);
  });

  it('stand on the ladder from the top down', () => {
    const names = ladderOf(layers, layers[2] as Layer).map(({ name }) => name);
    expect(names).toEqual(['t_500hPa', 't_850hPa', 't_2m']);
  });

  it('are found by the nearest pressure', () => {
    expect(nearestLevel(layers, 800)?.name).toBe('t_850hPa');
  });

  it('and times are filled in when a view leaves them open', () => {
    const run = {
      dataset: 'demo',
      run: 'r',
      reference: 0,
      complete: true,
      times: [0, 10, 20],
      expectedTimes: [0, 10, 20],
      completeness: { expected: 1, present: 1 },
      layers,
    };
    expect(settleInRun(initialView('zh'), run, 99)).toMatchObject({ time: 0 });
    const settled = settleInRun(initialView('zh'), run, 14);
    expect(settled).toMatchObject({ layer: 'wind_10m', time: 10 });
    expect(settleInRun(settled, run, 99)).toBe(settled);
  });
});
