import { describe, expect, it } from 'vitest';
import { viewFromHash, viewToHash } from '../src/state/hash';
import { initialView, type View } from '../src/state/view';

const view: View = {
  dataset: 'demo',
  run: '20261123T0000Z',
  layer: 'wind_850hPa',
  member: '7',
  minus: '20261122T1200Z',
  isolines: 'geopotential_height_500hPa',
  barbs: 'wind_200hPa',
  time: Date.UTC(2026, 10, 24, 6),
  lon: -170.125,
  lat: 31.2,
  zoom: 4.5,
  place: { lat: 39.9, lon: 116.4 },
  language: 'en',
  tab: 'table',
  energy: { turbine: 'iea-3.4mw-130', hub: 140 },
  units: 'knots',
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
    const over = { minus: null, isolines: null, barbs: null };
    const bare = {
      place: null,
      tab: 'chart',
      energy: null,
      member: null,
      ...over,
      projection: 'mercator',
    };
    expect(viewFromHash('', view)).toEqual({ ...view, ...bare });
  });

  it('ignores nonsense', () => {
    const hash = '#lat=1000&zoom=x&place=1&lang=fr&units=furlongs';
    expect(viewFromHash(hash, initialView('zh'))).toEqual(initialView('zh'));
  });
});
