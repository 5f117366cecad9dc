import type { Legend } from '../api/types';
import { roundNumber } from './isoline-interval';

const COLOURS = [
  '#1f2f6b',
  '#2f63ab',
  '#6aa6d4',
  '#b8d8ea',
  '#f5f5f5',
  '#f6cdb4',
  '#e28a6a',
  '#b93a44',
  '#6a1230',
];

/** Two runs seldom differ by more than this part of a layer's whole range. */
const PART = 1 / 20;

/** The colours of differences of a layer: white for none, blue for less, red for more. */
export function differenceLegend(legend: Legend): Legend {
  const { stops, display } = legend;
  const range = Math.abs((stops.at(-1)?.value ?? 1) - (stops[0]?.value ?? 0)) * display.scale;
  const largest = roundNumber(range * PART) / display.scale;
  const middle = (COLOURS.length - 1) / 2;
  return {
    ...legend,
    display: { ...display, offset: 0 },
    stops: COLOURS.map((colour, i) => ({ value: ((i - middle) / middle) * largest, colour })),
    below: COLOURS[0],
    above: COLOURS.at(-1),
  };
}
