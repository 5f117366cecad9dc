import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Grid } from '../src/api/types';
import { cellSize, type Level, levelsOf } from '../src/grid/level';
import { tileBounds, tileKey, visibleTiles } from '../src/grid/tiles';
import { makeNodeMesh } from '../src/map/mesh';
import { decodeNodeTile, locateNode } from '../src/values/nodes';
import { sampleAt } from '../src/values/sample';

const file = (name: string) => new URL(`testdata/${name}`, import.meta.url);

/** Written by the Go server's own tests: a Lambert grid of 9 × 8 nodes across the date line. */
function golden() {
  const bytes = readFileSync(file('node-tile.bin'));
  return decodeNodeTile(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
}

interface Place {
  lat: number;
  lon: number;
  row: number;
  col: number;
}

const places = JSON.parse(readFileSync(file('node-tile.json'), 'utf8')) as Place[];

describe('nodes of a projected grid', () => {
  it('are found where the server has them, in any turn of the longitude', () => {
    const nodes = golden();
    for (const { lat, lon, row, col } of places) {
      for (const turn of [0, 360, -360]) {
        const at = locateNode(nodes, lon + turn, lat);
        expect(at?.x, `${lat} ${lon}`).toBeCloseTo(col, 4);
        expect(at?.y, `${lat} ${lon}`).toBeCloseTo(row, 4);
      }
    }
    expect(locateNode(nodes, 0, 40)).toBeNull();
    expect(locateNode(nodes, 178, 60)).toBeNull();
  });

  it('do not jump at the date line', () => {
    const { lon, bounds } = golden();
    expect(bounds.east - bounds.west).toBeLessThan(30);
    expect(Math.max(...lon)).toBeGreaterThan(180);
  });

  it('make a mesh of all their cells', () => {
    const nodes = golden();
    const mesh = makeNodeMesh(nodes);
    expect(mesh.vertices.length % 4).toBe(0);
    const last = mesh.vertices.slice(-2);
    expect([...last]).toEqual([7, 8]);
    nodes.lat[0] = nodes.lon[0] = Number.NaN;
    expect(makeNodeMesh(nodes).indices.length).toBe(mesh.indices.length - 3);
  });

  it('refuse what is none', () => {
    expect(() => decodeNodeTile(new ArrayBuffer(4))).toThrow();
    expect(() =>
      decodeNodeTile(new Uint8Array([70, 84, 78, 49, ...Array(20).fill(1)]).buffer),
    ).toThrow();
  });
});

describe('a level of a projected grid', () => {
  const grid: Grid = {
    type: 'projected',
    rows: 9,
    columns: 8,
    periodic: false,
    bbox: [170, 30, 186, 47],
    lods: [{ lod: 0, rows: 9, columns: 8, cell: 2.5, boxes: [[168, 30, 190, 49]] }],
  };
  const level = levelsOf(grid)[0] as Level;

  it('has the boxes of its tiles', () => {
    expect(cellSize(level)).toBe(2.5);
    expect(tileBounds(level, { lod: 0, x: 0, y: 0 })).toEqual({
      west: 168,
      south: 30,
      east: 190,
      north: 49,
    });
    const view = { west: -175, east: -171, south: 40, north: 41 };
    expect(visibleTiles(level, view)).toEqual([{ lod: 0, x: 0, y: 0, hasNodes: true }]);
    expect(visibleTiles(level, { ...view, west: 0, east: 10 })).toEqual([]);
  });

  it('is read between its nodes', () => {
    const raw = Uint16Array.from({ length: 72 }, (_, i) => 10 * Math.floor(i / 8) + (i % 8));
    const tile = {
      width: 8,
      height: 9,
      components: 1,
      scale: 0.5,
      offset: 1,
      raw,
      nodes: golden(),
    };
    const tiles = new Map([[tileKey({ lod: 0, x: 0, y: 0 }), tile]]);
    for (const { lat, lon, row, col } of places) {
      expect(sampleAt(level, tiles, lon, lat)?.[0]).toBeCloseTo(0.5 * (10 * row + col) + 1, 3);
    }
    expect(sampleAt(level, tiles, 0, 40)).toBeNull();
    expect(sampleAt(level, new Map(), 178, 40)).toBeUndefined();
  });
});
