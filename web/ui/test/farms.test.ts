import { describe, expect, it } from 'vitest';
import type { Layer } from '../src/api/types';
import { readFarms } from '../src/format/farms';
import { layerNamed } from '../src/state/layers';

describe('the places of a portfolio', () => {
  it('are those of its columns, wherever these stand', () => {
    const text =
      '\ufeffname,Lon,turbine,LAT\r\n"Donghai, Bridge",121.9,x,30.8\r\n\r\nA,-5,y,-60.5\r\n';
    expect(readFarms(text)).toEqual([
      { lat: 30.8, lon: 121.9 },
      { lat: -60.5, lon: -5 },
    ]);
  });

  it('are those of GeoJSON points', () => {
    const geometry = { type: 'Point', coordinates: [121.3, 32.5] };
    expect(readFarms(JSON.stringify({ features: [{ geometry }] }))).toEqual([
      { lat: 32.5, lon: 121.3 },
    ]);
  });

  it('leave out what has none', () => {
    expect(readFarms('name,lat,lon\na,95,0\nb,,\nc,x,2\n')).toEqual([]);
    expect(readFarms('{"features":')).toEqual([]);
    expect(readFarms('')).toEqual([]);
  });
});

describe('the layer of a turbine', () => {
  const listed = {
    name: 'capacity_factor_iea-15mw-240',
    variable: 'capacity_factor',
    title: { en: 'Capacity factor iea-15mw-240', zh: 'iea-15mw-240 容量因子' },
    level: '',
  } as Layer;

  it('is there for any turbine where a run lists one', () => {
    expect(layerNamed([listed], 'capacity_factor_nrel-5mw-126_120m')).toMatchObject({
      name: 'capacity_factor_nrel-5mw-126_120m',
      level: '120 m',
      title: { en: 'Capacity factor nrel-5mw-126 120 m', zh: '120 m nrel-5mw-126 容量因子' },
    });
    expect(layerNamed([listed], listed.name)).toBe(listed);
  });

  it('is not where it lists none, nor anything else that is not listed', () => {
    expect(layerNamed([], 'capacity_factor_nrel-5mw-126')).toBeUndefined();
    expect(layerNamed([listed], 'temperature_2m')).toBeUndefined();
    expect(layerNamed([listed], null)).toBeUndefined();
  });
});
