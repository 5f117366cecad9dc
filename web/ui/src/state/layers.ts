import type { Layer, Titles } from '../api/types';

/** The catalogue's layers as the panel lists them; nothing here knows a dataset. */
export interface LayerGroups {
  surface: Entry[];
  upperAir: Entry[];
  /** What is computed from stored layers, at whatever level. */
  derived: Entry[];
  /** Components of vector layers, for those who want them. */
  components: Layer[];
}

/** A line of the panel: a variable, of whose levels the ladder picks one. */
export interface Entry {
  key: string;
  title: Titles;
  /** From the top of the air down. */
  layers: Layer[];
}

/** "850 hPa" → 850; null for any other kind of level. */
export function pressureOf(layer: Pick<Layer, 'level'>): number | null {
  const match = /^([\d.]+) ?hPa$/.exec(layer.level);
  return match ? Number(match[1]) : null;
}

export function groupLayers(layers: readonly Layer[]): LayerGroups {
  const parts = new Set(layers.flatMap((layer) => layer.components ?? []));
  const main = layers.filter((layer) => !parts.has(layer.name));
  const isBasic = ({ derived, kind }: Layer) => !derived || kind === 'vector';
  const basic = main.filter(isBasic);
  return {
    surface: entriesOf(basic.filter((layer) => pressureOf(layer) === null)),
    upperAir: entriesOf(basic.filter((layer) => pressureOf(layer) !== null)),
    derived: entriesOf(main.filter((layer) => !isBasic(layer))),
    components: layers.filter((layer) => parts.has(layer.name) && pressureOf(layer) === null),
  };
}

/** In the catalogue's order; what has no level stands alone. */
function entriesOf(layers: readonly Layer[]): Entry[] {
  const byKey = new Map<string, Layer[]>();
  for (const layer of layers) {
    const key = layer.level === '' ? layer.name : `${layer.variable} ${layer.kind}`;
    byKey.set(key, [...(byKey.get(key) ?? []), layer]);
  }
  return [...byKey].map(([key, same]) => ({
    key,
    title: same.length > 1 ? titleWithoutLevel(same[0] as Layer) : (same[0] as Layer).title,
    layers: same.sort((a, b) => altitudeOrder(a) - altitudeOrder(b)),
  }));
}

function titleWithoutLevel({ title, level }: Layer): Titles {
  const strip = (text: string) => text.replace(level, '').replace(/\s+/g, ' ').trim();
  return { en: strip(title.en), zh: strip(title.zh) };
}

/** The levels at which the variable of a layer exists, highest first, as the ladder shows them. */
export function ladderOf(layers: readonly Layer[], current: Layer): Layer[] {
  const same = layers.filter((layer) => layer.variable === current.variable && layer.level !== '');
  const rungs = same.filter((layer) => layer.kind === current.kind);
  return rungs.sort((a, b) => altitudeOrder(a) - altitudeOrder(b));
}

/** Pressure levels by pressure, then heights above ground from the top down. */
function altitudeOrder(layer: Layer): number {
  const pressure = pressureOf(layer);
  if (pressure !== null) return pressure;
  return 1e6 - (Number.parseFloat(layer.level) || 0);
}

/** The layer of a variable nearest to a pressure. */
export function nearestLevel(layers: readonly Layer[], pressure: number): Layer | undefined {
  const distance = (layer: Layer) => Math.abs((pressureOf(layer) ?? 1e9) - pressure);
  return [...layers].sort((a, b) => distance(a) - distance(b))[0];
}

/** What one looks at first, where a run has it. */
const FAVOURITES = ['temperature_2m', 'wind_10m', 'pressure_msl', 'precipitation'];

export function defaultLayer(layers: readonly Layer[]): Layer | undefined {
  const names = FAVOURITES.filter((name) => layers.some((layer) => layer.name === name));
  const favourite = layers.find(({ name }) => name === names[0]);
  if (favourite) return favourite;
  const { surface, upperAir } = groupLayers(layers);
  return (surface[0] ?? upperAir[0])?.layers.at(-1);
}

const OF_TURBINE = /^capacity_factor_([a-z0-9.-]+)(?:_([\d.]+)m)?$/;

/** "capacity_factor_iea-3.4mw-130" or, with its hub elsewhere than usual, "…_140m". */
export function turbineLayer(turbine: string, hub: number | null): string {
  return `capacity_factor_${turbine}${hub === null ? '' : `_${hub}m`}`;
}

/** The layer of a name: a listed one, or that of any turbine, of which lists show only some. */
export function layerNamed(layers: readonly Layer[], name: string | null): Layer | undefined {
  const listed = layers.find((each) => each.name === name);
  const [, turbine, hub] = OF_TURBINE.exec(name ?? '') ?? [];
  const like = layers.find(({ variable }) => variable === 'capacity_factor');
  const [, other = ''] = OF_TURBINE.exec(like?.name ?? '') ?? [];
  if (listed || !name || !turbine || !like) return listed;
  const titled = (text: string) => text.replace(other, turbine);
  const { en, zh } = like.title;
  if (!hub) return { ...like, name, title: { en: titled(en), zh: titled(zh) } };
  const level = `${hub} m`;
  return {
    ...like,
    name,
    level,
    title: { en: `${titled(en)} ${level}`, zh: `${level} ${titled(zh)}` },
  };
}
