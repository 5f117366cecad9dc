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

  it('hang together round a pole', () => {
    // Nodes of a polar plane, the longitudes of the lower rows a turn further on.
    const size = 8;
    const lat = new Float64Array(size * size);
    const lon = new Float64Array(size * size);
    for (let k = 0; k < size * size; k++) {
      const [x, y] = [(k % size) - 3.5, Math.floor(k / size) - 3.5];
      lat[k] = 90 - 1.5 * Math.hypot(x, y);
      lon[k] = (Math.atan2(x, y) * 180) / Math.PI + (y > 0 ? 360 : 0);
    }
    const bounds = { west: -180, east: 540, south: 85, north: 90 };
    const nodes = { width: size, height: size, parts: 1, lat, lon, bounds, blocks: [bounds] };
    const { vertices, indices } = makeNodeMesh(nodes);
    for (let i = 0; i < indices.length; i += 3) {
      const xs = [0, 1, 2].map((c) => vertices[(indices[i + c] as number) * 4] as number);
      const y = vertices[(indices[i] as number) * 4 + 1] as number;
      if (y > 0) expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(0.5);
    }
    expect(indices.length).toBe(7 * 7 * 6);
    for (const longitude of [-170, -91, 0, 89, 100, 179]) {
      const radians = (longitude * Math.PI) / 180;
      const at = locateNode(nodes, longitude, 87);
      expect(at?.x).toBeCloseTo(2 * Math.sin(radians) + 3.5, 0);
      expect(at?.y).toBeCloseTo(2 * Math.cos(radians) + 3.5, 0);
    }
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
