import type { Display, Layer } from '../api/types';

/** A kind of number that people read in several units; the first is not always the server's. */
interface Quantity {
  fits(layer: Measured): boolean;
  units: readonly Display[];
}

/** What of a layer tells how its numbers are read. */
export type Measured = Pick<Layer, 'units' | 'display'> & Partial<Pick<Layer, 'variable'>>;

/** Least speeds of Beaufort's numbers 1 to 12, m/s (WMO-No. 8, table 5.1). */
const BEAUFORT = [0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7];

const times = (units: string, scale: number, decimals: number): Display => ({
  units,
  scale,
  offset: 0,
  decimals,
});

const QUANTITIES: Quantity[] = [
  {
    fits: ({ units, display }) => units === 'K' && display.offset === -273.15,
    units: [
      { units: '°C', scale: 1, offset: -273.15, decimals: 1 },
      { units: '°F', scale: 1.8, offset: -459.67, decimals: 1 },
      times('K', 1, 1),
    ],
  },
  {
    fits: ({ units, variable = '' }) => isSpeed(units) && /wind|gust/.test(variable),
    units: [
      times('m/s', 1, 1),
      times('km/h', 3.6, 0),
      times('kn', 1.943_844_5, 0),
      times('mph', 2.236_936_3, 0),
      { ...times('Bft', 1, 0), steps: BEAUFORT },
    ],
  },
  {
    fits: ({ units }) => isSpeed(units),
    units: [times('m/s', 1, 1), times('km/h', 3.6, 0), times('kn', 1.943_844_5, 0)],
  },
  {
    fits: ({ units, display }) => units === 'Pa' && display.units === 'hPa',
    units: [
      times('hPa', 0.01, 1),
      times('mmHg', 1 / 133.322_387, 1),
      times('inHg', 1 / 3386.389, 2),
    ],
  },
  {
    fits: ({ units, display }) => units === 'kg m-2' && display.units === 'mm',
    units: [times('mm', 1, 1), times('in', 1 / 25.4, 2)],
  },
  {
    fits: ({ units, display }) => units === 'm' && display.units === 'gpm',
    units: [times('gpm', 1, 0), times('dagpm', 0.1, 1), times('ft', 3.280_839_9, 0)],
  },
  {
    fits: ({ units, display }) => units === 'm' && display.units === 'm',
    units: [times('m', 1, 0), times('ft', 3.280_839_9, 0)],
  },
];

/** The units in which a layer can be shown; its own alone where there is no choice. */
export function unitsFor(layer: Measured): readonly Display[] {
  const known = QUANTITIES.find((quantity) => quantity.fits(layer))?.units ?? [];
  const own = known.find(({ units }) => units === layer.display.units);
  // The server knows best how many decimals its own unit deserves.
  return own ? known.map((each) => (each === own ? layer.display : each)) : [layer.display];
}

/** All units that a link may name. */
export const UNIT_NAMES: readonly string[] = [
  ...new Set(QUANTITIES.flatMap(({ units }) => units.map((each) => each.units))),
];

export function isSpeed(units: string): boolean {
  return /^m ?(s-1|s\*\*-1|s\^-1|\/ ?s)$/.test(units.trim());
}
