/** The server's JSON (docs/http.md), with times turned into epoch milliseconds. */

export interface Titles {
  en: string;
  zh: string;
}

export interface Axis {
  first: number;
  last: number;
  /** Present when the axis is not evenly spaced. */
  values?: number[];
}

export interface GridLevel {
  lod: number;
  rows: number;
  columns: number;
  /** Absent where the grid has a projection; then there are `cell` and `boxes`. */
  latitude?: Axis;
  longitude?: Axis;
  /** The size of a cell in the middle, in degrees of longitude. */
  cell?: number;
  /** Per value tile, row by row: west, south, east, north. */
  boxes?: [number, number, number, number][];
}

export interface Grid {
  type: string;
  rows: number;
  columns: number;
  periodic: boolean;
  latitude?: Axis;
  longitude?: Axis;
  bbox: [number, number, number, number];
  lods?: GridLevel[];
}

export interface RunSummary {
  run: string;
  complete: boolean;
  published?: string;
  /** Not in every server's answer; shown in the run picker when there. */
  completeness?: { expected: number; present: number };
  /** Fields that look physically wrong and are not served. */
  quarantined?: number;
}

export interface Dataset {
  id: string;
  title: string;
  title_zh?: string;
  licence: string;
  attribution?: string;
  latest: string | null;
  grid: Grid;
  runs: RunSummary[];
}

/** displayed = value × scale + offset, or the number of steps that the value has reached. */
export interface Display {
  units: string;
  scale: number;
  offset: number;
  decimals: number;
  steps?: readonly number[];
}

export type LayerKind = 'scalar' | 'direction' | 'vector';

export interface Layer {
  name: string;
  variable: string;
  title: Titles;
  units: string;
  standard_name?: string;
  level: string;
  derived: boolean;
  /** Another once a field that it comes of was corrected. */
  version?: string;
  kind: LayerKind;
  display: Display;
  components?: string[];
  /** False for sums and for rain and radar, which move: a mean of two times shows neither. */
  continuous: boolean;
  /** Only where the run holds the layer at some of its times. */
  times?: number[];
}

export interface Run {
  dataset: string;
  run: string;
  reference: number;
  published?: string;
  complete: boolean;
  times: number[];
  expectedTimes: number[];
  /** Of an ensemble: their numbers. */
  members?: number[];
  completeness: { expected: number; present: number };
  layers: Layer[];
}

export interface LegendStop {
  value: number;
  colour: string;
}

export interface Legend {
  layer: string;
  title: Titles;
  units: string;
  display: Display;
  stops: LegendStop[];
  below?: string;
  /** The usual distance of isolines, in the shown unit. */
  interval?: number;
  above?: string;
  style?: string;
  styles?: string[];
}

export interface NamedPlace extends Titles {
  lat: number;
  lon: number;
}

export interface PointLayer {
  units: string;
  values: (number | null)[];
  missing?: string;
}

export interface PointAnswer {
  dataset: string;
  run: string;
  published?: string;
  licence?: string;
  interpolation: string;
  /** Of an ensemble: whose values these are, or what of all members. */
  member?: number;
  statistic?: string;
  lat: number;
  lon: number;
  cell: { lat: number; lon: number; elevation: number | null };
  times: number[];
  layers: Record<string, PointLayer>;
}

/** The same valid times from several runs, the newest first. */
export interface RunsAnswer {
  runs: string[];
  times: number[];
  layers: Record<string, { units: string; runs: (number | null)[][] }>;
}
