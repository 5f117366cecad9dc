import { expect, it } from 'vitest';
import { flatCamera, viewportOf } from '../src/map/flat-camera';
import { atZoom } from '../src/map/style';

it('sees what Mercator puts on the screen', () => {
  // By EPSG:3857 in metres: 1280 × 680 pixels at 108° E, 34° N, zoom 3.
  const { bounds, degreesPerPixel } = viewportOf(
    flatCamera({ lon: 108, lat: 34, zoom: 3 }, 1280, 680),
  );
  expect(bounds.west).toBeCloseTo(51.75, 9);
  expect(bounds.east).toBeCloseTo(164.25, 9);
  expect(bounds.north).toBeCloseTo(54.966368, 5);
  expect(bounds.south).toBeCloseTo(6.295824, 5);
  expect(degreesPerPixel).toBe(360 / 4096);
});

it('does not look beyond the ends of the world', () => {
  const near = flatCamera({ lon: 0, lat: 80, zoom: 1 }, 800, 600);
  expect(near.top).toBe(0);
  const far = flatCamera({ lon: 0, lat: 0, zoom: 0 }, 800, 600);
  expect([far.world, far.top]).toEqual([600, 0]);
  expect(viewportOf(far).bounds.north).toBeCloseTo(85.0511, 3);
});

it('is as wide as the style says between its zooms', () => {
  const stops = [
    [1, 0.1],
    [4, 0.4],
  ] as const;
  expect([0, 1, 2, 4, 9].map((zoom) => atZoom(stops, zoom).toFixed(3))).toEqual([
    '0.100',
    '0.100',
    '0.200',
    '0.400',
    '0.400',
  ]);
  expect(atZoom([[0, 0.7]], 5)).toBe(0.7);
});
