import { geoEquirectangular, geoStream } from 'd3-geo';

/**
 * world-atlas is stitched across the date line and over the poles for spherical renderers.
 * MapLibre tiles planar data, so the geometry is cut back at ±180° here, once.
 */
export function cutAtDateLine(geometry) {
  const projection = geoEquirectangular()
    .scale(180 / Math.PI)
    .translate([0, 0])
    .precision(0);
  const sink = new PlanarSink();
  geoStream(geometry, projection.stream(sink));
  return sink.geometry();
}

class PlanarSink {
  polygons = [];
  lines = [];
  #points = [];
  #rings = null;

  point(x, y) {
    this.#points.push([clamp(x, 180), clamp(-y, 90)]);
  }
  lineStart() {
    this.#points = [];
  }
  lineEnd() {
    const points = this.#points;
    if (!this.#rings) {
      if (points.length > 1) this.lines.push(points);
    } else if (points.length > 2) {
      this.#rings.push([...points, points[0]]);
    }
  }
  polygonStart() {
    this.#rings = [];
  }
  polygonEnd() {
    if (this.#rings.length) this.polygons.push(...regroup(this.#rings));
    this.#rings = null;
  }
  sphere() {}

  geometry() {
    return this.polygons.length
      ? { type: 'MultiPolygon', coordinates: this.polygons }
      : { type: 'MultiLineString', coordinates: this.lines };
  }
}

/** Cutting may leave several planar polygons: outer rings keep d3's winding, holes have the other. */
function regroup(rings) {
  const outer = rings.filter((ring) => area(ring) < 0).map((ring) => [ring]);
  if (!outer.length) return [rings];
  for (const hole of rings.filter((ring) => area(ring) >= 0)) {
    const home = outer.find(([ring]) => contains(ring, hole[0])) ?? outer[0];
    home.push(hole);
  }
  return outer;
}

function area(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return sum;
}

function contains(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

const clamp = (value, limit) => Math.max(-limit, Math.min(limit, value));
