import { afterEach, expect, it, vi } from 'vitest';
import { BASEMAP, makeStyle } from '../src/map/style';

afterEach(() => vi.unstubAllGlobals());

// Shapes stay where the projection puts them that is in force when they are read.
it('reads no shapes before the map is laid', () => {
  vi.stubGlobal('location', { href: 'http://localhost/' });
  const { sources } = makeStyle('en');
  expect(Object.keys(sources)).toEqual([...BASEMAP, 'places']);
  for (const source of Object.values(sources)) {
    expect(source).toEqual({ type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  }
});
