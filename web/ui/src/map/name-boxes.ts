import type { Map as MapLibre } from 'maplibre-gl';
import { wrapsInView } from '../grid/tiles';
import { isGlobe, planeUnder } from './lay';
import type { NamedPlace } from './places';
import { viewBounds } from './seen';
import { nameSize } from './style';

/** A part of the screen, in pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where the names of places stand that the map shows. */
export function nameBoxes(map: MapLibre, language: 'zh' | 'en'): Box[] {
  const view = isGlobe(map) || planeUnder(map) ? null : viewBounds(map);
  const shown = map.queryRenderedFeatures({ layers: ['places'] });
  return shown.flatMap(({ properties }) => {
    const { lon, lat, rank, [language]: name } = properties as NamedPlace;
    const [half, height] = [widthOf(name, nameSize(rank)) / 2, nameSize(rank) * 1.2];
    const wraps = view ? wrapsInView({ west: lon, east: lon, south: lat, north: lat }, view) : [0];
    return wraps.map((wrap) => {
      const { x, y } = map.project([lon + 360 * wrap, lat]);
      const [top, bottom] = [y - height / 2, y + height / 2];
      return { left: x - half, right: x + half, top, bottom };
    });
  });
}

/** About: Chinese characters are square, others half as wide. */
function widthOf(name: string, size: number): number {
  return [...name].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : 0.55), 0) * size;
}
