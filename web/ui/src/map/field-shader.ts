import type { CustomRenderMethodInput } from 'maplibre-gl';
import { MISSING } from '../values/decode';

type ShaderData = CustomRenderMethodInput['shaderData'];

export function vertexShader({ vertexShaderPrelude, define }: ShaderData): string {
  return `#version 300 es
${vertexShaderPrelude}
${define}
uniform float u_wrap;
in vec4 a_position;  // world x, y; longitude, latitude, or sample x, y of a grid of its own
out float v_world_y;
out vec2 v_lonlat;
void main() {
  v_world_y = a_position.y;
  v_lonlat = a_position.zw;
  gl_Position = projectTile(vec2(a_position.x + u_wrap, a_position.y));
}`;
}

export const SCALAR = 0;
export const VECTOR = 1;
export const DIRECTION = 2;

export const MIXED = 1;
export const SUBTRACTED = 2;

/**
 * Where a fragment lies among a tile's samples, and what they are worth. Nothing is discarded at
 * a tile's edge: the position is clamped instead, so that rounding there leaves no hairline
 * between tiles.
 */
const SAMPLING = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D u_tile;   // the components' planes, one below the other
uniform sampler2D u_nodes;   // row 0: longitudes, row 1: latitudes of an uneven grid
uniform bool u_uneven, u_mercator, u_own;
uniform int u_kind;
uniform ivec2 u_size;        // samples
uniform vec4 u_origin;       // longitude, latitude of sample (0, 0); degrees per sample
uniform vec2 u_packing;      // scale, offset
uniform usampler2D u_second; // a tile of the same size at the same place
uniform vec2 u_second_packing;
uniform int u_second_part;   // 0: none
uniform float u_weight;
in float v_world_y;
in vec2 v_lonlat;
out vec4 colour;

const float PI = 3.14159265358979;

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

vec2 gridPosition(vec2 lonlat) {
  if (u_own) return clamp(v_lonlat, vec2(0), vec2(u_size - 1));
  if (u_uneven) return vec2(
    locate(u_nodes, 0, u_size.x, lonlat.x), locate(u_nodes, 1, u_size.y, lonlat.y));
  vec2 position = (lonlat - u_origin.xy) / u_origin.zw;
  return clamp(position, vec2(0), vec2(u_size - 1));
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

vec2 positionHere() {
  float lat = u_mercator ? degrees(2. * atan(exp(PI * (1. - 2. * v_world_y))) - .5 * PI) : v_lonlat.y;
  return gridPosition(vec2(v_lonlat.x, lat));
}

// Bilinear, as what may be mixed: a value, two components, or a unit vector of a direction.
// False where a sample with weight is missing.
bool partsAt(usampler2D tile, vec2 packing, vec2 position, out vec2 parts) {
  ivec2 cell = clamp(ivec2(floor(position)), ivec2(0), max(u_size - 2, 0));
  vec2 f = position - vec2(cell);
  vec4 weights = vec4((1. - f.x) * (1. - f.y), f.x * (1. - f.y), (1. - f.x) * f.y, f.x * f.y);
  vec4 corners, others = vec4(0);
  if (!sampleCorners(tile, packing, cell, 0, weights, corners)) return false;
  if (u_kind == ${VECTOR} && !sampleCorners(tile, packing, cell, 1, weights, others)) return false;
  if (u_kind == ${DIRECTION}) {
    vec4 angle = radians(corners);
    corners = cos(angle);
    others = sin(angle);
  }
  parts = vec2(dot(corners, weights), dot(others, weights));
  return true;
}

float valueOf(vec2 parts) {
  if (u_kind == ${VECTOR}) return length(parts);
  if (u_kind == ${DIRECTION}) return mod(degrees(atan(parts.y, parts.x)), 360.);
  return parts.x;
}

// What is shown here: of one field, of two mixed, or their difference.
bool valueAt(vec2 position, out float value) {
  vec2 parts, others;
  if (!partsAt(u_tile, u_packing, position, parts)) return false;
  value = valueOf(parts);
  if (u_second_part == 0) return true;
  if (!partsAt(u_second, u_second_packing, position, others)) return false;
  value = u_second_part == ${MIXED} ? valueOf(mix(parts, others, u_weight)) : value - valueOf(others);
  return true;
}`;

/** The values coloured by a legend. */
export const fillShader = `${SAMPLING}
uniform sampler2D u_stops;   // values of the legend's stops
uniform sampler2D u_colours; // and their colours
uniform int u_stop_count;
uniform vec4 u_below, u_above;

vec4 colourOf(float value) {
  int last = u_stop_count - 1;
  if (value < texelFetch(u_stops, ivec2(0), 0).r) return u_below;
  if (value > texelFetch(u_stops, ivec2(last, 0), 0).r) return u_above;
  float t = locate(u_stops, 0, u_stop_count, value);
  int i = min(int(t), last);
  vec4 a = texelFetch(u_colours, ivec2(i, 0), 0);
  vec4 b = texelFetch(u_colours, ivec2(min(i + 1, last), 0), 0);
  return mix(a, b, t - float(i));
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
export const isolineShader = `${SAMPLING}
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
  if (u_second_part == 0) return value;
  float other = smoothAt(u_second, u_second_packing, position, otherwise);
  return u_second_part == ${MIXED} ? mix(value, other, u_weight) : value - other;
}

void main() {
  vec2 position = positionHere();
  float value = 0.;
  bool there = valueAt(position, value);
  if (there && u_kind == ${SCALAR}) value = smoothValue(position, value);
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
export const hatchShader = `${SAMPLING}
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
