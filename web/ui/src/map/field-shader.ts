import type { CustomRenderMethodInput } from 'maplibre-gl';
import { MISSING } from '../values/decode';

type ShaderData = CustomRenderMethodInput['shaderData'];

/** Where the vertices come in. */
export const POSITION = 0;

export function vertexShader({ vertexShaderPrelude, define }: ShaderData): string {
  return `#version 300 es
${vertexShaderPrelude}
${define}
uniform float u_wrap;
layout(location = ${POSITION}) in vec4 a_position;  // world x, y; longitude, latitude, or sample x, y of a grid of its own
out float v_world_y;
out vec2 v_lonlat;
void main() {
  v_world_y = a_position.y;
  v_lonlat = a_position.zw;
  gl_Position = projectTile(vec2(a_position.x + u_wrap, a_position.y));
}`;
}

/**
 * What a tile's program has to do. Each combination is a program of its own: in software both sides
 * of a branch are carried out at every pixel.
 */
export interface Task {
  isMercator: boolean;
  /** How the samples lie: along axes with even or uneven steps, or as the tile's own nodes tell. */
  grid: 'even' | 'uneven' | 'own';
  kind: 'scalar' | 'vector' | 'direction';
  second: 'none' | 'mixed' | 'minus';
}

/** A fragment shader for a task; `purpose` says what becomes of the value. */
export function fragmentShader(purpose: string, { isMercator, grid, kind, second }: Task): string {
  const names = [isMercator ? 'mercator' : '', grid, kind, `second_${second}`].filter(Boolean);
  const defines = names.map((name) => `#define ${name.toUpperCase()}`).join('\n');
  return `#version 300 es\n${defines}\n${SAMPLING}\n${purpose}`;
}

/**
 * Where a fragment lies among a tile's samples, and what they are worth. Nothing is discarded at
 * a tile's edge: the position is clamped instead, so that rounding there leaves no hairline
 * between tiles.
 */
const SAMPLING = `precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D u_tile;   // the components' planes, one below the other
uniform sampler2D u_nodes;   // row 0: longitudes, row 1: latitudes of an uneven grid
uniform ivec2 u_size;        // samples
uniform vec4 u_origin;       // longitude, latitude of sample (0, 0); samples per degree
uniform vec2 u_packing;      // scale, offset
uniform usampler2D u_second; // a tile of the same size at the same place
uniform vec2 u_second_packing;
uniform float u_weight;
in float v_world_y;
in vec2 v_lonlat;
out vec4 colour;

const float PI = 3.14159265358979;

#ifdef UNEVEN
// The fractional index of a value in a row of a texture that rises or falls.
float locate(sampler2D nodes, int row, int count, float value) {
  float first = texelFetch(nodes, ivec2(0, row), 0).r;
  float last = texelFetch(nodes, ivec2(count - 1, row), 0).r;
  float rising = last > first ? 1. : -1.;
  int low = 0, high = count - 1;
  while (high - low > 1) {
    int middle = (low + high) / 2;
    if ((texelFetch(nodes, ivec2(middle, row), 0).r - value) * rising <= 0.) low = middle;
    else high = middle;
  }
  float a = texelFetch(nodes, ivec2(low, row), 0).r;
  float b = texelFetch(nodes, ivec2(high, row), 0).r;
  return float(low) + (a == b ? 0. : clamp((value - a) / (b - a), 0., 1.));
}

#endif

vec2 positionHere() {
#ifdef OWN
  return clamp(v_lonlat, vec2(0), vec2(u_size - 1));
#else
#ifdef MERCATOR
  float lat = degrees(2. * atan(exp(PI * (1. - 2. * v_world_y))) - .5 * PI);
#else
  float lat = v_lonlat.y;
#endif
#ifdef UNEVEN
  return vec2(locate(u_nodes, 0, u_size.x, v_lonlat.x), locate(u_nodes, 1, u_size.y, lat));
#else
  return clamp((vec2(v_lonlat.x, lat) - u_origin.xy) * u_origin.zw, vec2(0), vec2(u_size - 1));
#endif
#endif
}

bool sampleCorners(usampler2D tile, vec2 packing, ivec2 cell, int plane, vec4 weights, out vec4 values) {
  for (int corner = 0; corner < 4; corner++) {
    ivec2 at = min(cell + ivec2(corner & 1, corner >> 1), u_size - 1);
    uint raw = texelFetch(tile, ivec2(at.x, at.y + plane * u_size.y), 0).r;
    if (raw == ${MISSING}u && weights[corner] > 0.) return false;
    values[corner] = float(raw) * packing.x + packing.y;
  }
  return true;
}

// Bilinear, as what may be mixed: a value, two components, or a unit vector of a direction.
// False where a sample with weight is missing.
bool partsAt(usampler2D tile, vec2 packing, vec2 position, out vec2 parts) {
  ivec2 cell = clamp(ivec2(floor(position)), ivec2(0), max(u_size - 2, 0));
  vec2 f = position - vec2(cell);
  vec4 weights = vec4((1. - f.x) * (1. - f.y), f.x * (1. - f.y), (1. - f.x) * f.y, f.x * f.y);
  vec4 corners;
  if (!sampleCorners(tile, packing, cell, 0, weights, corners)) return false;
#if defined(VECTOR)
  vec4 others;
  if (!sampleCorners(tile, packing, cell, 1, weights, others)) return false;
  parts = vec2(dot(corners, weights), dot(others, weights));
#elif defined(DIRECTION)
  vec4 angle = radians(corners);
  parts = vec2(dot(cos(angle), weights), dot(sin(angle), weights));
#else
  parts = vec2(dot(corners, weights), 0.);
#endif
  return true;
}

float valueOf(vec2 parts) {
#if defined(VECTOR)
  return length(parts);
#elif defined(DIRECTION)
  return mod(degrees(atan(parts.y, parts.x)), 360.);
#else
  return parts.x;
#endif
}

// What is shown here: of one field, of two mixed, or their difference.
bool valueAt(vec2 position, out float value) {
  vec2 parts;
  if (!partsAt(u_tile, u_packing, position, parts)) return false;
#ifdef SECOND_NONE
  value = valueOf(parts);
#else
  vec2 others;
  if (!partsAt(u_second, u_second_packing, position, others)) return false;
#ifdef SECOND_MIXED
  value = valueOf(mix(parts, others, u_weight));
#else
  value = valueOf(parts) - valueOf(others);
#endif
#endif
  return true;
}`;

/** The values coloured by a legend. */
export const FILL = `
uniform usampler2D u_bins;   // the span of the legend in equal parts: the stop before each
uniform sampler2D u_stops;   // values of the legend's stops, each with the next
uniform sampler2D u_colours; // and their colours
uniform vec3 u_span;         // first and last stop, parts per unit
uniform vec4 u_below, u_above;

vec4 colourOf(float value) {
  if (value < u_span.x) return u_below;
  if (value > u_span.y) return u_above;
  int last = textureSize(u_stops, 0).x - 1;
  int bin = min(int((value - u_span.x) * u_span.z), textureSize(u_bins, 0).x - 1);
  int i = int(texelFetch(u_bins, ivec2(bin, 0), 0).r);
  vec2 stop = texelFetch(u_stops, ivec2(i, 0), 0).rg;
  while (i < last && value >= stop.y) stop = texelFetch(u_stops, ivec2(++i, 0), 0).rg;
  vec4 a = texelFetch(u_colours, ivec2(i, 0), 0);
  vec4 b = texelFetch(u_colours, ivec2(min(i + 1, last), 0), 0);
  return stop.y > stop.x ? mix(a, b, (value - stop.x) / (stop.y - stop.x)) : a;
}

void main() {
  float value;
  colour = vec4(0);
  if (!valueAt(positionHere(), value)) return;
  vec4 straight = colourOf(value);
  colour = vec4(straight.rgb * straight.a, straight.a);
}`;

/**
 * Lines where the value passes a multiple of the interval: white, a pixel and a half wide, with a
 * dark edge so that they stand on any colour. Catmull-Rom passes through the samples and keeps the
 * lines smooth; they fade where they would run together.
 */
export const ISOLINES = `
uniform vec2 u_lines;        // value to number of lines: scale, offset
uniform float u_pixel_ratio;

vec4 cubic(float t) {
  float t2 = t * t, t3 = t2 * t;
  return .5 * vec4(2. * t2 - t - t3, 2. - 5. * t2 + 3. * t3, t + 4. * t2 - 3. * t3, t3 - t2);
}

float smoothAt(usampler2D tile, vec2 packing, vec2 position, float otherwise) {
  ivec2 cell = clamp(ivec2(floor(position)), ivec2(0), max(u_size - 2, 0));
  vec2 f = position - vec2(cell);
  vec4 across = cubic(f.x), down = cubic(f.y);
  float sum = 0.;
  for (int k = 0; k < 16; k++) {
    ivec2 at = clamp(cell + ivec2((k & 3) - 1, (k >> 2) - 1), ivec2(0), u_size - 1);
    uint raw = texelFetch(tile, at, 0).r;
    if (raw == ${MISSING}u) return otherwise;
    sum += (float(raw) * packing.x + packing.y) * across[k & 3] * down[k >> 2];
  }
  return sum;
}

float smoothValue(vec2 position, float otherwise) {
  float value = smoothAt(u_tile, u_packing, position, otherwise);
#if defined(SECOND_MIXED)
  return mix(value, smoothAt(u_second, u_second_packing, position, otherwise), u_weight);
#elif defined(SECOND_MINUS)
  return value - smoothAt(u_second, u_second_packing, position, otherwise);
#else
  return value;
#endif
}

void main() {
  vec2 position = positionHere();
  float value = 0.;
  bool there = valueAt(position, value);
#ifdef SCALAR
  if (there) value = smoothValue(position, value);
#endif
  float height = value * u_lines.x + u_lines.y;
  float slope = length(vec2(dFdx(height), dFdy(height))) * u_pixel_ratio;
  float pixels = abs(height - round(height)) / max(slope, 1e-6);
  float room = there ? 1. - smoothstep(.12, .3, slope) : 0.;
  float core = room * (1. - smoothstep(.5, 1.1, pixels));
  float edge = room * .45 * (1. - smoothstep(1.2, 2.4, pixels));
  float alpha = max(core, edge);
  colour = vec4(vec3(core), alpha);
}`;

/** Stripes where the value lies in a range, and a line around them. */
export const HATCH = `
uniform vec2 u_limit;
uniform float u_pixel_ratio;

void main() {
  float value = 0.;
  bool there = valueAt(positionHere(), value);
  float slope = max(length(vec2(dFdx(value), dFdy(value))) * u_pixel_ratio, 1e-12);
  float inside = min(value - u_limit.x, u_limit.y - value) / slope;
  if (!there || inside < 0.) { colour = vec4(0); return; }
  vec2 pixel = gl_FragCoord.xy / u_pixel_ratio;
  float across = abs(mod(pixel.x - pixel.y, 9.) - 4.5);
  float line = max(1. - smoothstep(.5, 1.2, across), 1. - smoothstep(1., 2., inside));
  float edge = .55 * max(1. - smoothstep(1.2, 2.2, across), 1. - smoothstep(2., 3., inside));
  float alpha = max(.85 * line, edge);
  colour = vec4(mix(vec3(1), vec3(.03, .06, .1), line / max(alpha, 1e-3)) * alpha, alpha);
}`;
