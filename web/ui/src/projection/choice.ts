/** How the earth is laid on the map, as a link has it: a kind, and the place that it is made for. */
export type Projection = string;

export const KINDS = [
  'mercator',
  'globe',
  'equirectangular',
  'north',
  'south',
  'china',
  'region',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Choice {
  kind: Kind;
  /** The middle meridian, and of a region the middle parallel. */
  lon: number;
  lat: number;
}

/** The middle of charts of China. */
const CHINA = { lon: 110, lat: 35 };
/** A cone needs to be away from the equator. */
const FLATTEST = 15;

/** The projection of a kind that suits a place; meridians are round, so that links agree. */
export function projectionFor(kind: Kind, lon: number, lat: number): Projection {
  if (kind === 'equirectangular') return `${kind},${wrap(Math.round(lon / 30) * 30)}`;
  if (kind === 'north' || kind === 'south') return `${kind},${wrap(Math.round(lon / 15) * 15)}`;
  if (kind !== 'region') return kind;
  const side = lat < 0 ? -1 : 1;
  const parallel = side * Math.min(75, Math.max(FLATTEST, Math.abs(Math.round(lat))));
  return `${kind},${wrap(Math.round(lon))},${parallel}`;
}

/** What a link says, in its one spelling; null if it makes no sense. */
export function parseProjection(text: string | null): Projection | null {
  const [name, lon = '0', lat = '45'] = text?.split(',') ?? [];
  const kind = KINDS.find((each) => each === name);
  const isPlace = Math.abs(Number(lon)) <= 360 && Math.abs(Number(lat)) <= 90;
  return kind && isPlace ? projectionFor(kind, Number(lon), Number(lat)) : null;
}

export function choiceOf(projection: Projection): Choice {
  const [name, lon = '0', lat = '0'] = projection.split(',');
  const kind = KINDS.find((each) => each === name) ?? 'mercator';
  if (kind === 'china') return { kind, ...CHINA };
  return { kind, lon: Number(lon), lat: Number(lat) };
}

/** Into (−180, 180]. */
function wrap(lon: number): number {
  return 180 - ((((180 - lon) % 360) + 360) % 360);
}
