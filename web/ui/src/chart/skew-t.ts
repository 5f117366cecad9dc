import { dewPoint, dryAdiabat, moistAdiabat, ZERO } from './moist-air';

/** Pressure (hPa) and temperature (K) → pixels of a skew-T log-p diagram. */
export interface SkewT {
  width: number;
  height: number;
  y(pressure: number): number;
  x(pressure: number, temperature: number): number;
  /** From y alone. */
  pressureAt(y: number): number;
}

export const BOTTOM = 1050;
export const TOP = 100;

/** Along the foot, in °C. */
const COLDEST = -35;
const WARMEST = 45;

/** Isotherms rise to the right by one pixel a pixel: 45°. */
export function skewT(width: number, height: number): SkewT {
  const depth = Math.log(BOTTOM / TOP);
  const y = (pressure: number) => (height * Math.log(pressure / TOP)) / depth;
  return {
    width,
    height,
    y,
    x: (pressure, temperature) => {
      const along = (temperature - ZERO - COLDEST) / (WARMEST - COLDEST);
      return width * along + (height - y(pressure));
    },
    pressureAt: (at) => TOP * Math.exp((at / height) * depth),
  };
}

export interface GuideLines {
  isotherms: string[];
  dry: string[];
  moist: string[];
  /** Of equal mixing ratio, with the value in g/kg. */
  ratios: { path: string; label: number; x: number; y: number }[];
}

const RATIOS = [0.4, 1, 2, 4, 7, 10, 16, 24, 32];
const RATIO_TOP = 600;

/** The lines behind a sounding, as SVG paths. */
export function guideLines(diagram: SkewT): GuideLines {
  const pressures = stepsDown(BOTTOM, TOP, 25);
  const pathOf = (at: readonly number[], temperatures: readonly number[]) =>
    at
      .map((pressure, i) => {
        const temperature = temperatures[i] as number;
        return `${diagram.x(pressure, temperature).toFixed(1)} ${diagram.y(pressure).toFixed(1)}`;
      })
      .reduce((path, point) => `${path}${path ? 'L' : 'M'}${point}`, '');
  const isotherm = (celsius: number) => pathOf([BOTTOM, TOP], [celsius + ZERO, celsius + ZERO]);
  const saturated = stepsDown(BOTTOM, 200, 25);
  return {
    isotherms: range(-110, 40, 10).map(isotherm),
    dry: range(250, 470, 20).map((theta) =>
      pathOf(
        pressures,
        pressures.map((pressure) => dryAdiabat(theta, pressure)),
      ),
    ),
    moist: range(-20, 36, 8).map((celsius) =>
      pathOf(saturated, moistAdiabat(celsius + ZERO, saturated)),
    ),
    ratios: RATIOS.map((label) => {
      const at = [BOTTOM, RATIO_TOP];
      const temperatures = at.map((pressure) => dewPoint(pressure, label / 1000));
      const x = diagram.x(RATIO_TOP, temperatures[1] as number);
      return { path: pathOf(at, temperatures), label, x, y: diagram.y(RATIO_TOP) };
    }),
  };
}

function range(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function stepsDown(first: number, last: number, step: number): number[] {
  return range(0, first - last, step).map((n) => first - n);
}
