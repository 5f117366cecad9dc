import { describe, expect, it } from 'vitest';
import type { Layer, LayerKind, PointAnswer } from '../src/api/types';
import { linePath } from '../src/chart/geometry';
import { layersToAsk, makePanels } from '../src/chart/panels';
import { niceTicks } from '../src/chart/ticks';

function layer(name: string, kind: LayerKind = 'scalar', components?: string[]): Layer {
  return {
    name,
    variable: name,
    title: { en: name, zh: name },
    units: 'm s-1',
    level: '',
    derived: false,
    continuous: true,
    kind,
    display: { units: 'm/s', scale: 1, offset: 0, decimals: 1 },
    components,
  };
}

const wind = layer('wind_850hPa', 'vector', ['u', 'v']);
const layers = [layer('temperature_2m'), layer('precipitation'), layer('u'), layer('v'), wind];

describe('the chart of a place', () => {
  it('asks for what there is, and for the components of the vector on the map', () => {
    expect(layersToAsk(layers, wind)).toEqual(['u', 'v', 'temperature_2m', 'precipitation']);
    expect(layersToAsk(layers, layers[0] as Layer)).toEqual(['temperature_2m', 'precipitation']);
  });

  it('makes speed and direction of components, with gaps', () => {
    const answer = {
      times: [0, 1],
      layers: { u: { units: 'm s-1', values: [3, null] }, v: { units: 'm s-1', values: [4, 1] } },
    } as unknown as PointAnswer;
    const [panel] = makePanels(answer, layers, wind, 'metric');
    expect(panel?.series[0]?.values).toEqual([5, null]);
    expect(panel?.series[0]?.directions?.[0]).toBeCloseTo(216.87, 1);
  });

  it('breaks the line at gaps', () => {
    const points = [{ x: 0, y: 1 }, null, { x: 2, y: 3 }, { x: 4, y: 5 }];
    expect(linePath(points)).toBe('M0.0 1.0L0.0 1.0M2.0 3.0L4.0 5.0');
  });

  it('has round ticks', () => {
    expect(niceTicks(-7, 23, 3)).toEqual([0, 10, 20]);
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
});
