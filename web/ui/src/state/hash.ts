import { basicTime, parseTime } from '../format/time';
import { parseUnits } from '../format/units';
import { LANGUAGES } from '../i18n';
import { parseProjection } from '../projection/choice';
import { OVERLAYS, type Overlay } from '../values/frame';
import { parseRange, type Range } from '../values/range';
import { parseMember } from './members';
import {
  type Machine,
  type OtherMap,
  PLAIN_SCENE,
  type Place,
  type Scene,
  TABS,
  type View,
} from './view';

/** The view as the part of a link after "#". */
export function viewToHash(view: View): string {
  const parts: Parts = [
    ...sceneParts(view),
    ...view.others.flatMap(({ place, scene }) =>
      sceneParts(scene).map(([name, value]): Parts[0] => [`${place}.${name}`, value]),
    ),
    ['graticule', view.graticule ? null : 'off'],
    ['night', view.night ? 'on' : null],
    ['time', view.time === null ? null : basicTime(view.time)],
    ['lon', view.lon.toFixed(3)],
    ['lat', view.lat.toFixed(3)],
    ['zoom', view.zoom.toFixed(2)],
    ['place', view.place && placeText(view.place)],
    ['tab', view.tab === 'chart' ? null : view.tab],
    ['section', view.section?.map(placeText).join(';') ?? null],
    ['pins', view.pins.map(placeText).join(';') || null],
    ['energy', view.energy && machineText(view.energy)],
    ['lang', view.language],
    ['units', view.units],
    ['projection', view.projection === 'mercator' ? null : view.projection],
  ];
  return parts
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value as string)
          .replaceAll('%2C', ',')
          .replaceAll('%3B', ';')}`,
    )
    .join('&');
}

type Parts = [string, string | null][];

function sceneParts(scene: Scene): Parts {
  return [
    ['dataset', scene.dataset],
    ['run', scene.run],
    ['layer', scene.layer],
    ['member', scene.member],
    ['minus', scene.minus],
    ['beside', scene.beside ? 'on' : null],
    ...OVERLAYS.map((name): [string, string | null] => [name, scene[name]]),
    ['limit', scene.limit],
    ['style', scene.style],
    ['range', scene.range],
  ];
}

/** What a link says, over `base`; whatever it does not say or says wrongly stays as in `base`. */
export function viewFromHash(hash: string, base: View): View {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string) => given.get(name) || null;
  const time = text('time');
  return {
    ...sceneIn(text, base),
    others: othersIn(text),
    graticule: text('graticule') !== 'off',
    night: text('night') === 'on',
    time: time === null ? base.time : parseTime(time),
    lon: numberWithin(text('lon'), -3600, 3600) ?? base.lon,
    lat: numberWithin(text('lat'), -90, 90) ?? base.lat,
    zoom: numberWithin(text('zoom'), 0, 20) ?? base.zoom,
    place: parsePlace(text('place')),
    pins: parsePlaces(text('pins')),
    section: parseLine(text('section')),
    tab: oneOf(text('tab'), TABS) ?? 'chart',
    energy: parseMachine(text('energy')),
    language: oneOf(text('lang'), LANGUAGES) ?? base.language,
    units: parseUnits(text('units')) ?? base.units,
    projection: parseProjection(text('projection')) ?? 'mercator',
  };
}

type Said = (name: string) => string | null;

function sceneIn(text: Said, base: Scene): Scene {
  return {
    dataset: text('dataset') ?? base.dataset,
    run: text('run') ?? base.run,
    layer: text('layer') ?? base.layer,
    member: parseMember(text('member')),
    minus: text('minus'),
    beside: text('beside') === 'on',
    ...overlaysIn(text),
    limit: parseRange(text('limit')) && text('limit'),
    style: text('style'),
    range: isBounded(parseRange(text('range'))) ? text('range') : null,
  };
}

/** The other maps, one or three of four places; the chosen one is at the place that is left. */
function othersIn(text: Said): OtherMap[] {
  const named = [1, 2, 3, 4].filter((place) => text(`${place}.layer`));
  const count = named.length < 3 ? Math.min(1, named.length) : 3;
  return named.slice(0, count).map((place) => ({
    place: count === 1 ? Math.min(2, place) : place,
    scene: sceneIn((name) => text(`${place}.${name}`), PLAIN_SCENE),
  }));
}

const placeText = ({ lat, lon }: Place) => `${lat.toFixed(4)},${lon.toFixed(4)}`;

/** Places with semicolons between them; at least two make a line. */
function parseLine(text: string | null): Place[] | null {
  const places = parsePlaces(text);
  return places.length > 1 ? places : null;
}

function parsePlaces(text: string | null): Place[] {
  const places = text?.split(';').map(parsePlace) ?? [];
  return places.filter((place) => place !== null);
}

const isBounded = (range: Range | null) =>
  range !== null && Number.isFinite(range.to - range.from) && range.to > range.from;

function overlaysIn(text: Said): Record<Overlay, string | null> {
  const named = OVERLAYS.map((name) => [name, text(name)]);
  return Object.fromEntries(named) as Record<Overlay, string | null>;
}

function parsePlace(text: string | null): Place | null {
  const [latText = '', lonText = ''] = text?.split(',') ?? [];
  const lat = numberWithin(latText, -90, 90);
  const lon = numberWithin(lonText, -360, 360);
  return lat === null || lon === null ? null : { lat, lon };
}

/** "iea-3.4mw-130" or "iea-3.4mw-130@140" */
function machineText({ turbine, hub }: Machine): string {
  return hub === null ? turbine : `${turbine}@${hub}`;
}

function parseMachine(text: string | null): Machine | null {
  const [turbine = '', hub = ''] = text?.split('@') ?? [];
  if (!/^[a-z0-9.-]+$/.test(turbine)) return null;
  return { turbine, hub: numberWithin(hub, 1, 500) };
}

function numberWithin(text: string | null, low: number, high: number): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

function oneOf<T extends string>(text: string | null, allowed: readonly T[]): T | null {
  return allowed.find((value) => value === text) ?? null;
}
