/** Formulae of moist air for the lines of a thermodynamic diagram; hPa, K, and kg/kg throughout. */

const DRY_GAS = 287.04;
const DRY_HEAT = 1005.7;
const LATENT = 2.5008e6;
const EPSILON = 0.62198;
const KAPPA = 0.2854;
export const ZERO = 273.15;

/** Bolton (1980), equation 10. */
export function saturationPressure(temperature: number): number {
  const celsius = temperature - ZERO;
  return 6.112 * Math.exp((17.67 * celsius) / (celsius + 243.5));
}

export function saturationMixingRatio(pressure: number, temperature: number): number {
  const vapour = saturationPressure(temperature);
  return (EPSILON * vapour) / (pressure - vapour);
}

/** Where air of so much water is saturated: Bolton's equation 10 turned round. */
export function dewPoint(pressure: number, mixingRatio: number): number {
  const vapour = (pressure * mixingRatio) / (EPSILON + mixingRatio);
  const log = Math.log(vapour / 6.112);
  return ZERO + (243.5 * log) / (17.67 - log);
}

/** Of dry air that would have this temperature at 1000 hPa. */
export function dryAdiabat(potential: number, pressure: number): number {
  return potential * (pressure / 1000) ** KAPPA;
}

/** dT/d(ln p) of saturated air whose water falls out (AMS Glossary, pseudoadiabatic lapse rate). */
function moistSlope(pressure: number, temperature: number): number {
  const ratio = saturationMixingRatio(pressure, temperature);
  const above = DRY_GAS * temperature + LATENT * ratio;
  const below = DRY_HEAT + (LATENT ** 2 * ratio * EPSILON) / (DRY_GAS * temperature ** 2);
  return above / below;
}

const STEP = 0.02;

/** Temperatures of saturated air that rises from 1000 hPa, at pressures that fall from there. */
export function moistAdiabat(start: number, pressures: readonly number[]): number[] {
  let log = Math.log(1000);
  let temperature = start;
  return pressures.map((pressure) => {
    const distance = Math.log(pressure) - log;
    const steps = Math.max(1, Math.ceil(Math.abs(distance) / STEP));
    for (let n = 0; n < steps; n++) {
      const step = distance / steps;
      const half = temperature + (moistSlope(Math.exp(log), temperature) * step) / 2;
      temperature += moistSlope(Math.exp(log + step / 2), half) * step;
      log += step;
    }
    return temperature;
  });
}
