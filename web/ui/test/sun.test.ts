import { describe, expect, it } from 'vitest';
import { nights, sunElevation } from '../src/chart/sun';
import { DAY } from '../src/format/time';

/** Minutes between a time and "HH:MM" UTC of its day. */
function minutesFrom(time: number, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Math.abs((time % DAY) / 60_000 - hours * 60 - minutes);
}

describe('nights', () => {
  // Sunrise and sunset as almanacs print them, turned to UTC.
  it.each([
    ['Greenwich, March equinox of 2024', 51.48, 0, Date.UTC(2024, 2, 20), '18:14', '06:00'],
    ['Beijing, June solstice of 2024', 39.9, 116.4, Date.UTC(2024, 5, 21), '11:46', '20:46'],
    ['Sydney, December solstice of 2024', -33.87, 151.21, Date.UTC(2024, 11, 21), '09:05', '18:41'],
  ])('%s', (_, lat, lon, day, set, rise) => {
    const whole = nights(lat, lon, day, day + 2 * DAY).find(([start]) => start > day);
    const [start, end] = whole ?? [0, 0];
    expect(minutesFrom(start, set)).toBeLessThan(3);
    expect(minutesFrom(end, rise)).toBeLessThan(3);
  });

  it('last through the polar winter, and are none in its summer', () => {
    const winter = Date.UTC(2024, 11, 10);
    expect(nights(80, 15, winter, winter + 5 * DAY)).toEqual([[winter, winter + 5 * DAY]]);
    const summer = Date.UTC(2024, 5, 10);
    expect(nights(80, 15, summer, summer + 5 * DAY)).toEqual([]);
  });
});

it('the sun stands highest at noon, by latitude and tilt', () => {
  const noon = Date.UTC(2024, 5, 20, 12, 2);
  expect(sunElevation(noon, 51.48, 0)).toBeCloseTo(90 - 51.48 + 23.44, 1);
});
