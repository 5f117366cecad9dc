const RADIANS = Math.PI / 180;
const DAY = 86_400_000;
/** 2000-01-01 12:00, from which the almanac's formula counts days. */
const EPOCH = Date.UTC(2000, 0, 1, 12);

/**
 * The place under the sun, degrees: to 0.01° from 1950 to 2050 (Astronomical Almanac, "low precision
 * formulas for the Sun", and sidereal time of Greenwich).
 */
export function subsolarPoint(time: number): { lon: number; lat: number } {
  const days = (time - EPOCH) / DAY;
  const meanLongitude = 280.46 + 0.985_647_4 * days;
  const anomaly = (357.528 + 0.985_600_3 * days) * RADIANS;
  const longitude =
    (meanLongitude + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const obliquity = (23.439 - 0.000_000_4 * days) * RADIANS;
  const lat = Math.asin(Math.sin(obliquity) * Math.sin(longitude)) / RADIANS;
  const ascension =
    Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude)) / RADIANS;
  const sidereal = 280.460_618 + 360.985_647_366 * days;
  const lon = ascension - sidereal;
  return { lon: ((((lon + 180) % 360) + 360) % 360) - 180, lat };
}
