import { expect, test } from 'vitest';
import { calendarEdges, isMonthly, monthOf, monthsBetween } from '../src/format/months';

const month = (year: number, index: number, day = 16) => Date.UTC(year, index, day);

test('months are told from days', () => {
  expect(isMonthly([month(2006, 3), month(2006, 4), month(2006, 5)])).toBe(true);
  expect(isMonthly([month(2007, 0, 31), month(2007, 1, 28)])).toBe(true);
  expect(isMonthly([0, 6 * 3_600_000])).toBe(false);
  expect(isMonthly([month(2006, 3), month(2006, 4), month(2006, 4, 17)])).toBe(false);
  expect(isMonthly([0])).toBe(false);
});

test('months are named and counted', () => {
  expect(monthOf(month(2006, 4))).toBe('2006-05');
  expect(monthsBetween(month(2006, 10), month(2007, 1))).toBe(3);
});

test('a calendar has months, and years where there are many', () => {
  expect(calendarEdges(month(2006, 10), month(2007, 1)).map(monthOf)).toEqual([
    '2006-12',
    '2007-01',
    '2007-02',
  ]);
  expect(calendarEdges(month(2006, 3), month(2010, 8)).map(monthOf)).toEqual([
    '2007-01',
    '2008-01',
    '2009-01',
    '2010-01',
  ]);
});
