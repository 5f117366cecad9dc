import type { Units } from '../format/units';
import type { Language } from '../i18n';
import type { Projection } from '../projection/choice';
import { OVERLAYS, type Overlay } from '../values/frame';

/** What the drawer shows of the place. */
export const TABS = ['chart', 'sounding', 'section', 'table', 'ocean'] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  lat: number;
  lon: number;
}

/** A wind turbine of the server's list, with its hub at a height in m; null for its usual one. */
export interface Machine {
  turbine: string;
  hub: number | null;
}

/** What a map shows, wherever and whenever. null: not chosen yet. */
export interface Scene extends Record<Overlay, string | null> {
  dataset: string | null;
  /** A run, or "latest" to follow the newest one. */
  run: string;
  layer: string | null;
  /** Of an ensemble: a member's number, or mean; null for the control. */
  member: string | null;
  /** What is taken away from the layer's values, as parseComparison reads it; null for nothing. */
  minus: string | null;
  /** Whether it is shown beside them instead. */
  beside: boolean;
  /** Which values are hatched, as parseRange reads them; null for the upper part of the legend. */
  limit: string | null;
  /** Of the colours: their style, and the values that they are stretched over; null for the usual. */
  style: string | null;
  range: string | null;
}

/** A map beside the chosen one, at a place of its own, counted from 1. */
export interface OtherMap {
  place: number;
  scene: Scene;
}

/** All that a link carries: what is shown, where, and how. Its own scene is that of the chosen map. */
export interface View extends Scene {
  /** Where there are two or four maps, all but the chosen one. */
  others: OtherMap[];
  graticule: boolean;
  night: boolean;
  time: number | null;
  lon: number;
  lat: number;
  zoom: number;
  place: Place | null;
  tab: Tab;
  /** The line along which the air is cut. */
  section: Place[] | null;
  /** Where values stay on the map. */
  pins: Place[];
  /** What the energy page, if it is open, puts on the map. */
  energy: Machine | null;
  language: Language;
  units: Units;
  projection: Projection;
}

export const NO_OVERLAYS = Object.fromEntries(OVERLAYS.map((name) => [name, null])) as Record<
  Overlay,
  null
>;

export const LATEST = 'latest';

/** Shows whatever a dataset has to show first. */
export const PLAIN_SCENE: Scene = {
  dataset: null,
  run: LATEST,
  layer: null,
  member: null,
  minus: null,
  beside: false,
  ...NO_OVERLAYS,
  limit: null,
  style: null,
  range: null,
};

/** The part of a view that is the chosen map's. */
export function sceneOf(view: Scene): Scene {
  const names = Object.keys(PLAIN_SCENE) as (keyof Scene)[];
  return Object.fromEntries(names.map((name) => [name, view[name]])) as unknown as Scene;
}

export function initialView(language: Language): View {
  return {
    ...PLAIN_SCENE,
    others: [],
    graticule: true,
    night: false,
    time: null,
    lon: 108,
    lat: 34,
    zoom: 3,
    place: null,
    tab: 'chart',
    section: null,
    pins: [],
    energy: null,
    language,
    units: 'metric',
    projection: 'mercator',
  };
}
