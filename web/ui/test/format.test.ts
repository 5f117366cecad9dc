import { describe, expect, it } from 'vitest';
import * as time from '../src/format/time';
import * as units from '../src/format/units';

const celsius = { units: '°C', scale: 1, offset: -273.15, decimals: 1 };
const hectopascal = { units: 'hPa', scale: 0.01, offset: 0, decimals: 1 };

describe('time', () => {
  const noon = Date.UTC(2026, 10, 23, 12, 30);

  it('reads every ISO spelling', () => {
    const spellings = ['20261123T1230Z', '2026-11-23T12:30:00Z', '2026-11-23T12:30Z'];
    expect(spellings.map(time.parseTime)).toEqual([noon, noon, noon]);
    expect(time.parseTime('20261123T12Z')).toBe(noon - 30 * 60_000);
    expect(time.parseTime('tomorrow')).toBeNull();
  });

  it('writes the canonical spellings', () => {
    expect(time.basicTime(noon)).toBe('20261123T1230Z');
    expect(time.isoTime(noon)).toBe('2026-11-23T12:30:00Z');
  });

  it('shows the local clock, over the date line of days', () => {
    expect(time.monthDayTime(noon + 5 * time.HOUR, 'Asia/Shanghai')).toBe('11-24 01:30');
    expect(time.clock(noon, 'UTC').weekday).toBe(1);
  });

  it('finds local midnights', () => {
    const first = Date.UTC(2026, 10, 23);
    const found = time.midnights(first, first + 2 * time.DAY, 'Asia/Shanghai');
    expect(found.map(time.basicTime)).toEqual(['20261123T1600Z', '20261124T1600Z']);
  });

  it('finds midnights when the clocks change', () => {
    const first = Date.UTC(2026, 9, 24, 12);
    const found = time.midnights(first, first + 2 * time.DAY, 'Europe/Berlin');
    expect(found.map(time.basicTime)).toEqual(['20261024T2200Z', '20261025T2300Z']);
  });

  it('counts lead time', () => {
    expect(time.leadTime(noon + 30 * time.HOUR, noon)).toBe('+30 h');
    expect(time.leadTime(noon + 10 * 60_000, noon)).toBe('+10 min');
  });

  it('takes the nearest time there is', () => {
    expect(time.nearestTime([0, 10, 20], 16)).toBe(20);
    expect(time.nearestTime([], 16)).toBeNull();
  });
});

describe('units', () => {
  it('converts and rounds at the edge', () => {
    expect(units.formatWithUnits(280.27, celsius)).toBe('7.1 °C');
    expect(units.formatWithUnits(273.11, celsius)).toBe('0.0 °C');
    expect(units.formatValue(263.15, celsius)).toBe('−10.0');
    expect(units.formatValue(null, celsius)).toBe('–');
  });

  it('knows the presets', () => {
    const wind = { units: 'm s-1', display: { units: 'm/s', scale: 1, offset: 0, decimals: 1 } };
    expect(units.formatWithUnits(10, units.displayFor(wind, 'knots'))).toBe('19 kn');
    expect(units.formatWithUnits(10, units.displayFor(wind, 'metric'))).toBe('10.0 m/s');
    const pressure = { units: 'Pa', display: hectopascal };
    expect(units.formatWithUnits(101325, units.displayFor(pressure, 'si'))).toBe('101325 Pa');
    expect(units.displayFor({ units: 'K', display: celsius }, 'si')).toMatchObject({ decimals: 1 });
  });

  it('prints exponents', () => {
    expect(units.prettyUnits('kg m-2')).toBe('kg m⁻²');
    expect(units.prettyUnits('m2 s-2')).toBe('m² s⁻²');
  });

  it('names positions and directions', () => {
    expect(units.formatPosition(-33.9, 361)).toBe('33.90°S 1.00°E');
    expect(units.directionFrom(5, 0)).toBe(270);
    expect(units.directionFrom(0, -5)).toBe(0);
    expect(units.compassPoint(225)).toBe('SW');
    expect(units.compassPoint(359)).toBe('N');
  });
});

describe('chosen units', () => {
  const temperature = {
    variable: 'temperature',
    units: 'K',
    display: { units: '°C', scale: 1, offset: -273.15, decimals: 1 },
  };
  const wind = {
    variable: 'wind',
    units: 'm s-1',
    display: { units: 'm/s', scale: 1, offset: 0, decimals: 1 },
  };

  it('are chosen for what is measured', () => {
    const f = (layer: typeof wind, chosen: string, value: number, want: string) =>
      expect(units.formatWithUnits(value, units.displayFor(layer, chosen))).toBe(want);
    f(temperature, 'metric,°F', 273.15, '32.0 °F');
    f(temperature, 'si', 273.15, '273.1 K');
    f(temperature, 'knots', 273.15, '0.0 °C');
    f(wind, 'metric,°F', 10, '10.0 m/s');
    f(wind, 'knots', 10, '19 kn');
    f(wind, 'knots,km/h', 10, '36 km/h');
    f(wind, 'metric,Bft', 12, '6 Bft');
    f(wind, 'metric,Bft', 0.2, '0 Bft');
  });

  it('go round, and leave others as they are', () => {
    expect(units.nextUnit(temperature, 'knots,mm')).toBe('knots,mm,°F');
    expect(units.nextUnit(temperature, 'knots,mm,°F')).toBe('knots,mm,K');
    expect(units.nextUnit(temperature, 'knots,K,mm')).toBe('knots,mm,°C');
    expect(units.nextUnit(wind, 'metric,mph')).toBe('metric,Bft');
  });

  it('are read from links', () => {
    expect(units.parseUnits('metric')).toBe('metric');
    expect(units.parseUnits('knots,°F,cubits')).toBe('knots,°F');
    expect(units.parseUnits('°F')).toBe('metric,°F');
    expect(units.parseUnits('furlongs')).toBe(null);
  });

  it('have no offset in differences', () => {
    expect(units.relativeDisplay(units.displayFor(temperature, 'metric'))).toMatchObject({
      units: 'K',
      offset: 0,
    });
    expect(units.relativeDisplay(units.displayFor(temperature, 'metric,°F'))).toMatchObject({
      units: '°F',
      scale: 1.8,
      offset: 0,
    });
  });

  it('are turned back', () => {
    expect(units.fromDisplay(32, units.displayFor(temperature, 'metric,°F'))).toBeCloseTo(
      273.15,
      9,
    );
    expect(units.fromDisplay(6, units.displayFor(wind, 'metric,Bft'))).toBe(10.8);
  });
});
