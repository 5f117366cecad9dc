import { effect } from '@preact/signals';
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { compassPoint, directionFrom, formatPosition, formatWithUnits } from '../format/units';
import { titleIn } from '../i18n';
import { choosePlace } from '../state/actions';
import { displayOf } from '../state/displays';
import { togglePin } from '../state/picking';
import { drawn, view, words } from '../state/store';
import type { Place } from '../state/view';
import { type Coloured, type Frame, readSheet, sheetsOf } from '../values/frame';

/** Values that stay at places on the map, and follow time and layer. */
export class Pins {
  readonly #map: MapLibre;
  readonly #markers = new Map<string, Marker>();

  constructor(map: MapLibre) {
    this.#map = map;
    effect(() => {
      const { pins } = view.value;
      const keys = new Set(pins.map(keyOf));
      for (const [key, marker] of this.#markers) {
        if (keys.has(key)) continue;
        marker.remove();
        this.#markers.delete(key);
      }
      for (const pin of pins) this.#place(pin);
    });
    effect(() => {
      for (const pin of view.value.pins) this.#fill(pin, drawn.value);
    });
  }

  #place(pin: Place): void {
    if (this.#markers.has(keyOf(pin))) return;
    const element = makeElement(pin);
    const marker = new Marker({ element, anchor: 'left', offset: [-5, 0] });
    marker.setLngLat([pin.lon, pin.lat]).addTo(this.#map);
    this.#markers.set(keyOf(pin), marker);
  }

  #fill(pin: Place, frame: Frame | null): void {
    const element = this.#markers.get(keyOf(pin))?.getElement();
    const [open, close] = element?.querySelectorAll('button') ?? [];
    if (!element || !open || !close) return;
    const position = formatPosition(pin.lat, pin.lon);
    const texts = frame ? fieldsIn(frame).map((sheet) => textOf(sheet, pin)) : [];
    open.replaceChildren(...texts.map(({ value }) => line(value)));
    open.title = position;
    open.setAttribute('aria-label', `${position}: ${texts.map(({ whole }) => whole).join(', ')}`);
    close.setAttribute('aria-label', `${words.value.unpin} ${position}`);
    const value = frame && readSheet(frame, pin.lon, pin.lat)?.value;
    element.dataset.value = value === undefined || value === null ? '' : String(value);
  }
}

const keyOf = ({ lat, lon }: Place) => `${lat},${lon}`;

function makeElement(pin: Place): HTMLElement {
  const element = document.createElement('div');
  element.className = 'pin';
  const [open, close] = [document.createElement('button'), document.createElement('button')];
  for (const button of [open, close]) button.type = 'button';
  close.className = 'pin-close';
  close.textContent = '✕';
  element.append(open, close);
  // The map below must not take it for a click on itself.
  element.addEventListener('click', (event) => event.stopPropagation());
  open.addEventListener('click', () => choosePlace(pin));
  close.addEventListener('click', () => togglePin(pin));
  return element;
}

function line(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}

function textOf(sheet: Coloured, { lat, lon }: Place): { value: string; whole: string } {
  const display = displayOf(sheet);
  const reading = readSheet(sheet, lon, lat);
  const from =
    reading?.u !== undefined && reading.v !== undefined
      ? `${compassPoint(directionFrom(reading.u, reading.v))} `
      : '';
  const value = `${from}${formatWithUnits(reading?.value ?? null, display)}`;
  return { value, whole: `${titleIn(view.value.language, sheet.layer.title)} ${value}` };
}

/** The fields of a picture, each once though several overlays may show it. */
function fieldsIn(frame: Frame): Coloured[] {
  const all = sheetsOf<Coloured>(frame);
  const nameOf = ({ layer }: Coloured) => layer.name;
  return all.filter((sheet, i) => all.findIndex((each) => nameOf(each) === nameOf(sheet)) === i);
}
