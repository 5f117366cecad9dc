import { describe, expect, it } from 'vitest';
import type { Layer } from '../src/api/types';
import { isolineInterval, roundNumber } from '../src/map/isoline-interval';
import { chartsFor, follow, usualBarbs, usualIsolines } from '../src/state/charts';

function layer(variable: string, level: string, kind: Layer['kind'] = 'scalar'): Layer {
  const name = level ? `${variable}_${level.replace(' ', '')}` : variable;
  const display = { units: '', scale: 1, offset: 0, decimals: 0 };
  const title = { en: name, zh: name };
  return {
    name,
    variable,
    title,
    units: '',
    level,
    derived: false,
    kind,
    display,
    continuous: true,
  };
}

const layers = [
  layer('temperature', '500 hPa'),
  layer('temperature', '850 hPa'),
  layer('geopotential_height', '500 hPa'),
  layer('geopotential_height', '850 hPa'),
  layer('wind', '850 hPa', 'vector'),
  layer('wind', '10 m', 'vector'),
  layer('pressure_msl', ''),
  layer('temperature', '2 m'),
];
const named = (name: string) => layers.find((each) => each.name === name) as Layer;

describe('charts', () => {
  it('are offered as far as the run has their layers', () => {
    const offers = chartsFor(layers).map(({ key, view }) => {
      return [key, Object.fromEntries(Object.entries(view).filter(([, name]) => name !== null))];
    });
    const [height500, height850] = ['geopotential_height_500hPa', 'geopotential_height_850hPa'];
    expect(offers).toEqual([
      [1, { layer: 'temperature_500hPa', isolines: height500, centres: height500 }],
      [2, { layer: 'temperature_850hPa', isolines: height850, barbs: 'wind_850hPa' }],
      [6, { layer: 'temperature_2m', isolines: 'pressure_msl', centres: 'pressure_msl' }],
    ]);
    expect(chartsFor([named('temperature_2m')])).toEqual([]);
  });

  it('have what is usual over a layer', () => {
    const upper = named('temperature_500hPa');
    expect(usualIsolines(layers, upper)).toBe('geopotential_height_500hPa');
    expect(usualIsolines(layers, named('temperature_2m'))).toBe('pressure_msl');
    expect(usualIsolines([upper], upper)).toBe('temperature_500hPa');
    expect(usualBarbs(layers, named('temperature_850hPa'))).toBe('wind_850hPa');
    expect(usualBarbs(layers, upper)).toBe('wind_10m');
    expect(usualBarbs([upper], upper)).toBe(null);
  });

  it('keep the lines on the level of the colours when it changes', () => {
    const [low, high] = [named('temperature_850hPa'), named('temperature_500hPa')];
    const heights = 'geopotential_height_850hPa';
    expect(follow(layers, low, high, heights)).toBe('geopotential_height_500hPa');
    expect(follow(layers, low, high, 'wind_850hPa')).toBe(null);
    expect(follow(layers, low, high, 'pressure_msl')).toBe('pressure_msl');
    expect(follow(layers, low, named('pressure_msl'), heights)).toBe(heights);
  });
});

describe('the distance of isolines', () => {
  const legend = (first: number, last: number) => ({
    layer: '',
    title: { en: '', zh: '' },
    units: '',
    display: { units: '', scale: 1, offset: 0, decimals: 0 },
    stops: [
      { value: first, colour: '#000' },
      { value: last, colour: '#fff' },
    ],
  });

  it('is what the server says', () => {
    expect(isolineInterval({ ...legend(0, 1), interval: 60 })).toBe(60);
  });

  it('is round, and cuts the range in about twenty, where there is no custom', () => {
    expect(isolineInterval(legend(0, 4000))).toBe(200);
    const rounded = (value: number, want: number) =>
      expect(roundNumber(value)).toBeCloseTo(want, 12);
    rounded(3, 4);
    rounded(0.02, 0.02);
    rounded(0.045, 0.05);
    rounded(700, 1000);
  });
});
