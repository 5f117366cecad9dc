import { describe, expect, it } from 'vitest';
import { viewFromHash, viewToHash } from '../src/state/hash';
import { initialView, NO_OVERLAYS, PLAIN_SCENE, type View } from '../src/state/view';

const view: View = {
  dataset: 'demo',
  run: '20261123T0000Z',
  layer: 'wind_850hPa',
  member: '7',
  minus: '20261122T1200Z',
  beside: true,
  ...NO_OVERLAYS,
  isolines: 'geopotential_height_500hPa',
  particles: 'wind_10m',
  limit: '12..',
  others: [
    { place: 1, scene: { ...PLAIN_SCENE, dataset: 'demo', layer: 'temperature_2m', beside: true } },
    { place: 2, scene: { ...PLAIN_SCENE, run: '20261123T0000Z', layer: 'cape', range: '0..9' } },
    { place: 4, scene: { ...PLAIN_SCENE, layer: 'wind_10m', barbs: 'wind_10m', minus: '-24h' } },
  ],
  graticule: false,
  night: true,
  style: 'classic',
  range: '-5..12.5',
  barbs: 'wind_200hPa',
  time: Date.UTC(2026, 10, 24, 6),
  lon: -170.125,
  lat: 31.2,
  zoom: 4.5,
  place: { lat: 39.9, lon: 116.4 },
  language: 'en',
  tab: 'section',
  pins: [{ lat: -33.9, lon: 18.4 }],
  section: [
    { lat: 31.2, lon: 121.5 },
    { lat: 40, lon: -130.25 },
  ],
  energy: { turbine: 'iea-3.4mw-130', hub: 140 },
  units: 'knots,°F',
  projection: 'globe',
};

describe('the link', () => {
  it('carries the whole view', () => {
    expect(viewFromHash(`#${viewToHash(view)}`, initialView('zh'))).toEqual(view);
  });

  it('is readable', () => {
    expect(viewToHash(view)).toContain('time=20261124T0600Z');
    expect(viewToHash(view)).toContain('place=39.9000,116.4000');
  });

  it('leaves what it does not say as it was, and drops place and overlays that it does not name', () => {
    const look = { limit: null, graticule: true, night: false, style: null, range: null };
    const over = { minus: null, beside: false, ...NO_OVERLAYS, ...look };
    const drawer = { place: null, tab: 'chart', section: null, pins: [], energy: null };
    const bare = { ...drawer, others: [], member: null, ...over, projection: 'mercator' };
    expect(viewFromHash('', view)).toEqual({ ...view, ...bare });
  });

  it('ignores nonsense', () => {
    const hash =
      '#lat=1000&zoom=x&place=1&lang=fr&units=furlongs&limit=a..b&range=5..&projection=cube';
    expect(viewFromHash(hash, initialView('zh'))).toEqual(initialView('zh'));
  });
});
