// Makes public/basemap/lakes.json of GSHHG's lakes of 400 km² and more, as Debian's
// python-cartopy-data carries them. Needs gdal-bin:
//
//   ogr2ogr -f GeoJSON lakes.geojson /usr/share/cartopy/data/shapefiles/gshhs/l/GSHHS_l_L2.shp \
//     -where "area >= 400 AND area < 300000"
//   node scripts/lakes.mjs lakes.geojson
//
// The upper bound leaves out the Caspian, which the coastline has.
import { readFileSync, writeFileSync } from 'node:fs';

const { features } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const round = (degrees) => Math.round(degrees * 1000) / 1000;
const polygons = features.flatMap(({ geometry: { type, coordinates } }) =>
  type === 'Polygon' ? [coordinates] : coordinates,
);
const coordinates = polygons.map((rings) =>
  rings.map((ring) => ring.map(([x, y]) => [round(x), round(y)])),
);
writeFileSync(
  new URL('../public/basemap/lakes.json', import.meta.url),
  `${JSON.stringify({ type: 'MultiPolygon', coordinates })}\n`,
);
console.log(`${coordinates.length} lakes`);
