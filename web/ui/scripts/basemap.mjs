// Makes public/basemap/{land,coast,graticule}.json from world-atlas (Natural Earth, public domain).
// lakes.mjs makes lakes.json; places.json (our own list) is kept by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';
import { cutAtDateLine } from './planar.mjs';

const require = createRequire(import.meta.url);
const out = new URL('../public/basemap/', import.meta.url);

const world = JSON.parse(readFileSync(require.resolve('world-atlas/land-50m.json'), 'utf8'));
write('land', cutAtDateLine(feature(world, world.objects.land)));
write('coast', dropSeam(cutAtDateLine(mesh(world, world.objects.land))));
write('graticule', graticule(10));

/** Antarctica's outline runs along the pole and the date line in the source; that is no coast. */
function dropSeam(lines) {
  const isSeam = ([lon, lat]) => Math.abs(lon) > 179.99 || lat < -89.9;
  const coordinates = lines.coordinates.flatMap((line) => splitWhere(line, isSeam));
  return { type: 'MultiLineString', coordinates };
}

function splitWhere(line, isSeam) {
  const parts = [[]];
  for (let i = 0; i < line.length; i++) {
    if (i && isSeam(line[i - 1]) && isSeam(line[i])) parts.push([]);
    parts.at(-1).push(line[i]);
  }
  return parts.filter((part) => part.length > 1);
}

function graticule(step) {
  const coordinates = [];
  for (let lon = -180; lon < 180; lon += step) {
    coordinates.push(range(-85, 85, 2.5).map((lat) => [lon, lat]));
  }
  for (let lat = -80; lat <= 80; lat += step) {
    coordinates.push(range(-180, 180, 2.5).map((lon) => [lon, lat]));
  }
  return { type: 'MultiLineString', coordinates };
}

function range(first, last, step) {
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function write(name, geometry) {
  const text = JSON.stringify(geometry, (_, v) => (typeof v === 'number' ? +v.toFixed(3) : v));
  writeFileSync(new URL(`${name}.json`, out), `${text}\n`);
  console.log(`${name}.json ${(text.length / 1024).toFixed(0)} kB`);
}
