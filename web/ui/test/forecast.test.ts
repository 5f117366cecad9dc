import { describe, expect, it } from 'vitest';
import type { Layer, PointAnswer, RunsAnswer } from '../src/api/types';
import { forecastCsv } from '../src/chart/forecast-csv';
import { valueScale } from '../src/chart/geometry';
import { layersBehind, makePanels, type Panel } from '../src/chart/panels';
import { plansFor } from '../src/chart/plans';
import { HOUR } from '../src/format/time';
import { nearest } from '../src/state/place-name';

function layer(name: string, more: Partial<Layer> = {}): Layer {
  const display = { units: '°C', scale: 1, offset: -273.15, decimals: 1 };
  const titles = { title: { en: name, zh: name }, units: 'K', level: '' };
  const kind = 'scalar' as const;
  return {
    name,
    variable: name,
    ...titles,
    derived: false,
    continuous: true,
    kind,
    display,
    ...more,
  };
}

const temperature = layer('temperature_2m');
const clouds = ['high', 'mid', 'low'].map((name) => layer(`cloud_cover_${name}`));
const whole = layer('cloud_cover');

const answer = {
  times: [0, HOUR],
  layers: { temperature_2m: { units: 'K', values: [280.15, null] } },
} as unknown as PointAnswer;

const earlier: RunsAnswer = {
  runs: ['new', 'old', 'gone'],
  times: [0, HOUR],
  layers: {
    temperature_2m: {
      units: 'K',
      runs: [
        [280.15, null],
        [300.15, 271.15],
        [null, null],
      ],
    },
  },
};

describe('the panels of a meteogram', () => {
  it('show cloud by layer, or all of it where there are no layers', () => {
    const names = (layers: Layer[]) => plansFor(layers, null).flatMap((plan) => plan.layers);
    expect(names([...clouds, whole])).toEqual(clouds.map(({ name }) => name));
    expect(names([whole])).toEqual(['cloud_cover']);
  });

  it('have what earlier runs said behind the curve, and room for it', () => {
    const [panel] = makePanels(answer, [temperature], temperature, 'metric', { earlier });
    expect(panel?.series[0]?.earlier).toEqual([
      { run: 'old', times: [0, HOUR], values: [300.15, 271.15] },
    ]);
    const { low, high } = valueScale(panel as Panel);
    expect([low, high]).toEqual([-2, 27]);
  });

  it('have the spread of members where both of its edges are there', () => {
    const edge = (value: number) =>
      ({
        ...answer,
        layers: { temperature_2m: { units: 'K', values: [value, value] } },
      }) as PointAnswer;
    const spreadOf = (behind: object) =>
      makePanels(answer, [temperature], null, 'metric', behind)[0]?.series[0]?.spread;
    expect(spreadOf({ low: edge(279), high: edge(283) })).toEqual({
      times: [0, HOUR],
      low: [279, 279],
      high: [283, 283],
    });
    expect(spreadOf({ low: edge(279) })).toBeNull();
  });

  it('ask for earlier runs of curves, not of clouds and directions', () => {
    const direction = layer('wind_direction_10m', { kind: 'direction' });
    const all = [temperature, layer('wind_speed_10m'), direction, ...clouds];
    expect(layersBehind(all, null)).toEqual(['temperature_2m', 'wind_speed_10m']);
  });
});

describe('the file of numbers', () => {
  it('has units in its head, and leaves empty what is missing', () => {
    const panels = makePanels(answer, [temperature], temperature, 'metric');
    const titleOf = () => 'Air, near the ground';
    const text = forecastCsv({ times: answer.times, panels, reference: HOUR, titleOf });
    expect(text).toBe(
      'time (UTC),lead,"Air, near the ground (°C)"\r\n' +
        '1970-01-01T00:00:00Z,-1 h,7.0\r\n1970-01-01T01:00:00Z,+0 h,\r\n',
    );
  });
});

it('a place has the name of what is near, across the date line too', () => {
  const list = [
    { zh: '甲', en: 'A', lat: 0, lon: 179.99 },
    { zh: '乙', en: 'B', lat: 0, lon: 179.8 },
  ];
  expect(nearest(list, { lat: 0.01, lon: -179.99 })?.en).toBe('A');
  expect(nearest(list, { lat: 1, lon: 180 })).toBeUndefined();
});
