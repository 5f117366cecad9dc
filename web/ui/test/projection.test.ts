import { describe, expect, test } from 'vitest';
import { choiceOf, parseProjection, projectionFor } from '../src/projection/choice';
import { cutAlong } from '../src/projection/cut';
import { forward, planeOf, RADIUS } from '../src/projection/plane';

test('a link says a projection in one spelling', () => {
  const f = (text: string | null, want: string | null) => expect(parseProjection(text)).toBe(want);
  f('globe', 'globe');
  f('north,105', 'north,105');
  f('north,465', null);
  f('north,100', 'north,105');
  f('region,-100.2,3', 'region,-100,15');
  f('region,20,-40', 'region,20,-40');
  f('equirectangular,190', 'equirectangular,180');
  f('cube', null);
  f(null, null);
  expect(projectionFor('mercator', 8, 50)).toBe('mercator');
  expect(choiceOf('china')).toEqual({ kind: 'china', lon: 110, lat: 35 });
});

describe('planes', () => {
  // PROJ 9 (gdaltransform) on a sphere of this radius, metres: +proj=lcc +lat_1=30 +lat_2=60
  // +lat_0=35 +lon_0=110; +lat_1=33 +lat_2=57 +lat_0=45 +lon_0=-100; lat_1=-52 lat_2=-28 lat_0=-40
  // lon_0=20; +proj=stere +lat_0=90 +lon_0=105; lat_0=-90 lon_0=0; +proj=eqc +lon_0=180.
  const f = (name: string, lon: number, lat: number, x: number, y: number) => {
    const plane = planeOf(name);
    if (!plane) throw new Error(name);
    const got = forward(plane, lon, lat);
    expect(got[0]).toBeCloseTo(x, 1);
    expect(got[1]).toBeCloseTo(y, 1);
    const [lon2, lat2] = plane.inverse(got) ?? [Number.NaN, Number.NaN];
    expect(lon2).toBeCloseTo(lon, 9);
    expect(lat2).toBeCloseTo(lat, 9);
  };
  test('lcc china', () => {
    f('china', 116.4, 39.9, 529249.32, 552691.73);
    f('china', 80, 20, -3239545.71, -1077945.18);
    f('china', -120, 65, 3881805.74, 7365075.75);
  });

  test('lcc region,-100,45', () => {
    f('region,-100,45', -74, 40.7, 2113550.84, -123559.1);
    f('region,-100,45', 150, -10, -12861263.4, 3536999.65);
  });

  test('lcc region,20,-40', () => {
    f('region,20,-40', 18.4, -33.9, -145318.52, 663560.95);
    f('region,20,-40', 60, -70, 1715380.23, -3839024.1);
  });

  test('stere north,105', () => {
    f('north,105', 116.4, 39.9, 1177097.55, -5837753.31);
    f('north,105', -75, 70, -0.0, 2246761.49);
  });

  test('stere south,0', () => {
    f('south,0', 144.9, -37.8, 3589326.54, -5107095.08);
    f('south,0', 0, -75, 0.0, 1677518.44);
  });

  test('eqc equirectangular,180', () => {
    f('equirectangular,180', -120, 30, 6671704.81, 3335852.41);
    f('equirectangular,180', 100, -60, -8895606.42, -6671704.81);
  });

  test('have no places beside the earth', () => {
    expect(planeOf('china')?.inverse([0, 2 * RADIUS])).toBeNull();
    expect(planeOf('equirectangular,0')?.inverse([0, 2 * RADIUS])).toBeNull();
    expect(planeOf('mercator')).toBeNull();
  });

  test('put what is beyond their edge on it', () => {
    const plane = planeOf('north,0');
    if (!plane) throw new Error();
    expect(forward(plane, 10, -60)).toEqual(forward(plane, 10, -20));
  });
});

describe('what is cut', () => {
  test('ends on either side', () => {
    const line = [
      [-80, 0],
      [-60, 10],
    ];
    const { coordinates } = cutAlong({ type: 'MultiLineString', coordinates: [line] }, 290);
    expect(coordinates).toHaveLength(2);
    expect(coordinates[0]?.at(-1)?.[0]).toBeLessThan(-70);
    expect(coordinates[0]?.at(-1)?.[1]).toBeCloseTo(5, 9);
    expect(coordinates[1]?.[0]?.[0]).toBeGreaterThan(-70);
  });

  test('keeps its area', () => {
    const ring = [
      [-80, 0],
      [-60, 0],
      [-60, 10],
      [-80, 10],
      [-80, 0],
    ];
    const away = ring.map(([x = 0, y = 0]) => [x + 100, y]);
    const shapes = { type: 'MultiPolygon' as const, coordinates: [[ring], [away]] };
    const parts = cutAlong(shapes, -70).coordinates;
    expect(parts).toHaveLength(3);
    const area = (points: number[][]) =>
      points.slice(1).reduce((sum, [x = 0, y = 0], i) => {
        const [x0 = 0, y0 = 0] = points[i] ?? [];
        return sum + (x0 * y - x * y0) / 2;
      }, 0);
    const total = parts.reduce((sum, [outer = []]) => sum + area(outer), 0);
    expect(total).toBeCloseTo(400, 1);
  });
});
