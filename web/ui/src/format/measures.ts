import type { Measured } from './quantities';

/** Wind and temperature where no layer of the catalogue says how they are shown. */
export const SPEED: Measured = {
  units: 'm s-1',
  display: { units: 'm/s', scale: 1, offset: 0, decimals: 1 },
};
export const TEMPERATURE: Measured = {
  units: 'K',
  display: { units: '°C', scale: 1, offset: -273.15, decimals: 1 },
};
