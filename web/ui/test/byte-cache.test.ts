import { expect, it } from 'vitest';
import { ByteCache } from '../src/values/byte-cache';

it('forgets what was used longest ago, by bytes', () => {
  const evicted: string[] = [];
  const cache = new ByteCache<string>(10, (value) => evicted.push(value));
  cache.set('a', 'A', 4);
  cache.set('b', 'B', 4);
  cache.get('a');
  cache.set('c', 'C', 4);
  expect(evicted).toEqual(['B']);
  expect([cache.has('a'), cache.has('b'), cache.bytes]).toEqual([true, false, 8]);
});

it('keeps an entry larger than itself until the next one', () => {
  const cache = new ByteCache<string>(10);
  cache.set('big', 'B', 40);
  expect(cache.get('big')).toBe('B');
  cache.set('next', 'N', 1);
  expect(cache.has('big')).toBe(false);
});
