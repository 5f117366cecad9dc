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

/**
 * Bilinear on the values, then coloured. Nothing is discarded at a tile's edge: the position is
 * clamped instead, so that rounding there leaves no hairline between tiles.
 */
export const fragmentShader = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D u_tile;   // the components' planes, one below the other
uniform sampler2D u_stops;   // values of the legend's stops
uniform sampler2D u_colours; // and their colours
uniform sampler2D u_nodes;   // row 0: longitudes, row 1: latitudes of an uneven grid
uniform bool u_uneven, u_mercator, u_own;
uniform int u_kind;
uniform ivec2 u_size;        // samples
uniform vec4 u_origin;       // longitude, latitude of sample (0, 0); degrees per sample
uniform vec2 u_packing;      // scale, offset
uniform int u_stop_count;
uniform vec4 u_below, u_above;
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

bool sampleCorners(ivec2 cell, int plane, vec4 weights, out vec4 values) {
  for (int corner = 0; corner < 4; corner++) {
    ivec2 at = min(cell + ivec2(corner & 1, corner >> 1), u_size - 1);
    uint raw = texelFetch(u_tile, ivec2(at.x, at.y + plane * u_size.y), 0).r;
    if (raw == ${MISSING}u && weights[corner] > 0.) return false;
    values[corner] = float(raw) * u_packing.x + u_packing.y;
  }
  return true;
}

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
  float lat = u_mercator ? degrees(2. * atan(exp(PI * (1. - 2. * v_world_y))) - .5 * PI) : v_lonlat.y;
  vec2 position = gridPosition(vec2(v_lonlat.x, lat));
  ivec2 cell = clamp(ivec2(floor(position)), ivec2(0), max(u_size - 2, 0));
  vec2 f = position - vec2(cell);
  vec4 weights = vec4((1. - f.x) * (1. - f.y), f.x * (1. - f.y), (1. - f.x) * f.y, f.x * f.y);
  vec4 corners, others;
  colour = vec4(0);
  if (!sampleCorners(cell, 0, weights, corners)) return;
  float value = dot(corners, weights);
  if (u_kind == ${VECTOR}) {
    if (!sampleCorners(cell, 1, weights, others)) return;
    value = length(vec2(value, dot(others, weights)));
  } else if (u_kind == ${DIRECTION}) {
    vec4 angle = radians(corners);
    value = mod(degrees(atan(dot(sin(angle), weights), dot(cos(angle), weights))), 360.);
  }
  vec4 straight = colourOf(value);
  colour = vec4(straight.rgb * straight.a, straight.a);
}`;
