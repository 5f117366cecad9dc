import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeValueTile, MISSING } from '../src/values/decode';

interface Golden {
  width: number;
  height: number;
  components: number;
  scale: number;
  offset: number;
  /** Per component, row by row; null where missing. */
  values: (number | null)[][];
}

/** The pair in test/testdata is written by the Go server's own tests: it binds both sides. */
it('reads a tile that the server wrote', () => {
  const file = (name: string) => new URL(`testdata/${name}`, import.meta.url);
  const golden = JSON.parse(readFileSync(file('value-tile.json'), 'utf8')) as Golden;
  const bytes = readFileSync(file('value-tile.bin'));
  const tile = decodeValueTile(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
  const { values: planes, ...head } = golden;
  const values = planes.flat();
  expect(tile).toMatchObject(head);
  expect(tile.raw.length).toBe(values.length);
  values.forEach((value, i) => {
    const raw = tile.raw[i] as number;
    if (value === null) expect(raw, `sample ${i}`).toBe(MISSING);
    else expect(raw * tile.scale + tile.offset, `sample ${i}`).toBeCloseTo(value, 6);
  });
});
