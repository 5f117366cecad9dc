import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  LayerSpecification,
  Map as MapLibre,
  StyleSpecification,
} from 'maplibre-gl';
import type { Language } from '../i18n';

/** Data layers go below this one. */
export const LOWEST_LINE = 'graticule';

/** The files of shapes that the map is drawn of. */
export const BASEMAP = ['land', 'coast', 'lakes', 'graticule'];

export const basemapUrl = (name: string): string => absolute(`/basemap/${name}.json`);

const FONT = 'Fengtu Sans';
export const SHORE = '#0a0f14';

/**
 * Coast, lakes, graticule and place names from our own files; no borders. The shapes come once the map
 * is laid, since they are laid when they are read.
 */
export function makeStyle(language: Language): StyleSpecification {
  const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection', features: [] } };
  return {
    version: 8,
    'font-faces': { [FONT]: fontFaces() },
    sources: Object.fromEntries([...BASEMAP, 'places'].map((name) => [name, empty])),
    layers: [...groundLayers(), ...lineLayers(), placeLayer(language)],
  } as StyleSpecification;
}

/** The same files as in styles/fonts.css: MapLibre fetches the ones that labels need. */
function fontFaces() {
  return FONT_FILES.map(({ file, ranges }) => ({
    url: absolute(`/fonts/${file}`),
    'unicode-range': ranges,
  }));
}

const FONT_FILES = [
  { file: 'fengtu-sans-latin.woff2', ranges: ['U+0-FF', 'U+2000-206F', 'U+2190-22FF'] },
  { file: 'fengtu-sans-latin-ext.woff2', ranges: ['U+100-2FF', 'U+1E00-1EFF'] },
  { file: 'fengtu-sans-cjk.woff2', ranges: ['U+3000-303F', 'U+4E00-9FFF', 'U+FF00-FFEF'] },
];

function groundLayers(): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': DARK.sea } },
    { id: 'land', type: 'fill', source: 'land', paint: { ...PLAIN, 'fill-color': DARK.land } },
    {
      id: 'lake-fill',
      type: 'fill',
      source: 'lakes',
      paint: { ...PLAIN, 'fill-color': DARK.sea },
    },
  ];
}

/** The shore lies over the edges. */
const PLAIN = { 'fill-antialias': false };

const DARK = { sea: '#18222d', land: '#26333f' };
const LIGHT = { sea: '#dfe7ee', land: '#f4f2ec' };

export const groundColours = (isLight: boolean) => (isLight ? LIGHT : DARK);

/** Names and the edge around them. */
const NAMES = {
  dark: { ink: '#ffffff', edge: 'rgba(10, 15, 20, 0.8)' },
  light: { ink: '#10181f', edge: 'rgba(255, 255, 255, 0.85)' },
};

/** Gives the ground beneath the data the colours of the page. */
export function paintGround(map: MapLibre, isLight: boolean): void {
  const { sea, land } = groundColours(isLight);
  map.setPaintProperty('sea', 'background-color', sea);
  map.setPaintProperty('land', 'fill-color', land);
  map.setPaintProperty('lake-fill', 'fill-color', sea);
  const { ink, edge } = isLight ? NAMES.light : NAMES.dark;
  map.setPaintProperty('places', 'text-color', ink);
  map.setPaintProperty('places', 'text-halo-color', edge);
}

/** A quantity at zoom levels, linear between them. */
type ByZoom = readonly (readonly [zoom: number, value: number])[];

/** Lines of the ground, from below upwards. */
export const LINES: readonly { id: string; source: string; width: ByZoom; opacity: ByZoom }[] = [
  {
    id: LOWEST_LINE,
    source: 'graticule',
    width: [[0, 0.6]],
    opacity: [
      [1, 0.1],
      [4, 0.26],
    ],
  },
  { id: 'lake-shore', source: 'lakes', width: [[0, 0.7]], opacity: [[0, 0.7]] },
  {
    id: 'coast',
    source: 'coast',
    width: [
      [0, 0.9],
      [2, 1.1],
      [5, 1.4],
    ],
    opacity: [[0, 0.85]],
  },
];

function lineLayers(): LayerSpecification[] {
  return LINES.map(({ id, source, width, opacity }) => ({
    id,
    type: 'line',
    source,
    paint: {
      'line-color': SHORE,
      'line-width': expressionOf(width),
      'line-opacity': expressionOf(opacity),
    },
  }));
}

function expressionOf(stops: ByZoom): DataDrivenPropertyValueSpecification<number> {
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as ExpressionSpecification;
}

export function atZoom(stops: ByZoom, zoom: number): number {
  const next = stops.findIndex(([from]) => from > zoom);
  const [[z0, v0], [z1, v1]] = [stops.at(next - 1) ?? [0, 0], stops.at(next) ?? [0, 0]];
  if (next <= 0) return v1; // before the first, or after the last
  return v0 + ((v1 - v0) * (zoom - z0)) / (z1 - z0);
}

/** Pixels of the name of a place. */
export function nameSize(rank: number): number {
  if (rank < 2) return 14;
  return rank < 4 ? 13 : 12;
}

function placeLayer(language: Language): LayerSpecification {
  return {
    id: 'places',
    type: 'symbol',
    source: 'places',
    // More places as one comes nearer: rank 1 from the start, rank 5 from zoom 6.
    filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 2, 2, 3.2, 3, 4.4, 4, 5.6, 5]],
    layout: {
      'text-field': ['get', language],
      'text-font': [FONT],
      'text-size': ['step', ['get', 'rank'], nameSize(1), 2, nameSize(2), 4, nameSize(4)],
      'text-padding': 6,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: {
      'text-color': NAMES.dark.ink,
      'text-halo-color': NAMES.dark.edge,
      'text-halo-width': 1.4,
    },
  };
}

const absolute = (path: string): string => new URL(path, location.href).href;
