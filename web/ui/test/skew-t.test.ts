import { describe, expect, it } from 'vitest';
import { outerRing, stretches } from '../src/chart/hodograph';
import {
  dewPoint,
  dryAdiabat,
  moistAdiabat,
  saturationMixingRatio,
  saturationPressure,
} from '../src/chart/moist-air';
import { BOTTOM, guideLines, skewT, TOP } from '../src/chart/skew-t';

describe('moist air', () => {
  it('has the saturation pressures of the Smithsonian tables', () => {
    // Over water, in hPa.
    expect(saturationPressure(273.15)).toBeCloseTo(6.11, 2);
    expect(saturationPressure(293.15) / 23.37).toBeCloseTo(1, 2);
    expect(saturationPressure(303.15) / 42.43).toBeCloseTo(1, 2);
  });

  it('turns mixing ratio and dew point into each other', () => {
    for (const [pressure, temperature] of [
      [1000, 293.15],
      [600, 263.15],
    ] as const) {
      const ratio = saturationMixingRatio(pressure, temperature);
      expect(dewPoint(pressure, ratio)).toBeCloseTo(temperature, 6);
    }
    expect(saturationMixingRatio(1000, 293.15)).toBeCloseTo(0.01488, 4);
  });

  it('cools dry by a ninth of its temperature from 1000 to 662 hPa', () => {
    expect(dryAdiabat(303.15, 1000)).toBe(303.15);
    expect(dryAdiabat(303.15, 900)).toBeCloseTo(294.16, 1); // MetPy's dry_lapse
    expect(dryAdiabat(300, 662)).toBeCloseTo(266.7, 0);
  });

  it('cools saturated as MetPy has it', () => {
    const found = moistAdiabat(293, [1000, 800, 600, 500, 400]);
    const want = [293, 284.64, 272.81, 264.42, 252.91];
    want.forEach((value, i) => {
      expect(Math.abs((found[i] as number) - value)).toBeLessThan(0.1);
    });
  });

  it('keeps the equivalent potential temperature of Bolton (equation 43) on its way', () => {
    const levels = [1000, 850, 700, 500, 300];
    const found = moistAdiabat(293.15, levels).map((temperature, i) => {
      const pressure = levels[i] as number;
      const ratio = saturationMixingRatio(pressure, temperature);
      const theta = temperature * (1000 / pressure) ** (0.2854 * (1 - 0.28 * ratio));
      return theta * Math.exp((3.376 / temperature - 0.00254) * 1000 * ratio * (1 + 0.81 * ratio));
    });
    for (const value of found) expect(Math.abs(value - (found[0] as number))).toBeLessThan(0.8);
  });
});

describe('the skew-T diagram', () => {
  const diagram = skewT(400, 300);

  it('has the logarithm of pressure upward', () => {
    expect(diagram.y(TOP)).toBe(0);
    expect(diagram.y(BOTTOM)).toBeCloseTo(300, 9);
    const even = Math.sqrt(TOP * BOTTOM);
    expect(diagram.y(even)).toBeCloseTo(150, 9);
    expect(diagram.pressureAt(diagram.y(700))).toBeCloseTo(700, 9);
  });

  it('has isotherms at 45°, evenly apart', () => {
    const rise = diagram.y(850) - diagram.y(500);
    expect(diagram.x(500, 280) - diagram.x(850, 280)).toBeCloseTo(rise, 9);
    expect(diagram.x(500, 290) - diagram.x(500, 280)).toBeCloseTo(50, 9);
    expect(diagram.x(BOTTOM, 273.15)).toBeCloseTo(175, 9);
  });

  it('has guide lines that meet where they must', () => {
    const { dry, moist, ratios, isotherms } = guideLines(diagram);
    expect(dry.length * moist.length * isotherms.length).toBeGreaterThan(0);
    // The 300 K adiabat is at 300 K where the pressure is 1000 hPa.
    const points = (path: string) =>
      path
        .slice(1)
        .split('L')
        .map((text) => text.split(' ').map(Number));
    const at1000 = points(dry[0] as string)[2];
    expect(at1000?.[0]).toBeCloseTo(diagram.x(1000, 250), 0);
    expect(at1000?.[1]).toBeCloseTo(diagram.y(1000), 0);
    expect(ratios[4]?.label).toBe(7);
  });
});

describe('the hodograph', () => {
  const winds = [
    { height: 10, u: 0, v: 0 },
    { height: 2010, u: 20, v: 10 },
    { height: 4010, u: 20, v: 30 },
  ];

  it('is cut at the tops of its layers', () => {
    const [first, second, third] = stretches(winds);
    expect(first?.winds.at(-1)).toEqual({ height: 1000, u: 9.9, v: 4.95 });
    expect(second?.winds.map(({ height }) => height)).toEqual([1000, 2010, 3000]);
    expect(third?.winds.map(({ height }) => height)).toEqual([3000, 4010]);
  });

  it('has a ring around its strongest wind', () => {
    expect(outerRing(winds)).toBe(40);
    expect(outerRing([])).toBe(20);
  });
});
