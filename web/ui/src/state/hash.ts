import { basicTime, parseTime } from '../format/time';
import { parseUnits } from '../format/units';
import { LANGUAGES } from '../i18n';
import { parseProjection } from '../projection/choice';
import { OVERLAYS, type Overlay } from '../values/frame';
import { parseRange, type Range } from '../values/range';
import { parseMember } from './members';
import { type Machine, type Place, TABS, type View } from './view';

/** The view as the part of a link after "#". */
export function viewToHash(view: View): string {
  const parts: [string, string | null][] = [
    ['dataset', view.dataset],
    ['run', view.run],
    ['layer', view.layer],
    ['member', view.member],
    ['minus', view.minus],
    ['beside', view.beside ? 'on' : null],
    ...OVERLAYS.map((name): [string, string | null] => [name, view[name]]),
    ['limit', view.limit],
    ['graticule', view.graticule ? null : 'off'],
    ['night', view.night ? 'on' : null],
    ['style', view.style],
    ['range', view.range],
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

/** What a link says, over `base`; whatever it does not say or says wrongly stays as in `base`. */
export function viewFromHash(hash: string, base: View): View {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string) => given.get(name) || null;
  const time = text('time');
  return {
    dataset: text('dataset') ?? base.dataset,
    run: text('run') ?? base.run,
    layer: text('layer') ?? base.layer,
    member: parseMember(text('member')),
    minus: text('minus'),
    beside: text('beside') === 'on',
    ...overlaysIn(text),
    limit: parseRange(text('limit')) && text('limit'),
    graticule: text('graticule') !== 'off',
    night: text('night') === 'on',
    style: text('style'),
    range: isBounded(parseRange(text('range'))) ? text('range') : null,
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

function overlaysIn(text: (name: string) => string | null): Record<Overlay, string | null> {
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
