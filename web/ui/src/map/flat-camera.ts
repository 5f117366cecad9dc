import type { View } from '../state/view';
import type { Viewport } from '../state/wanted';
import { mercatorX, mercatorY } from './gl';

/** How a Mercator map lies on a part of the screen, in pixels. */
export interface FlatCamera {
  width: number;
  height: number;
  /** Of one whole world; its zoom, and where its north-west corner lies on the screen. */
  world: number;
  zoom: number;
  left: number;
  top: number;
}

const TILE = 512;

/** Where MapLibre will have the map of a view: it lets nobody look beyond the ends of the world. */
export function flatCamera(
  { lon, lat, zoom }: Pick<View, 'lon' | 'lat' | 'zoom'>,
  width: number,
  height: number,
): FlatCamera {
  const world = Math.max(TILE * 2 ** zoom, height);
  const middle = clamp(mercatorY(lat) * world, height / 2, world - height / 2);
  return {
    width,
    height,
    world,
    zoom: Math.log2(world / TILE),
    left: width / 2 - mercatorX(lon) * world,
    top: height / 2 - middle,
  };
}

export function viewportOf({ width, height, world, zoom, left, top }: FlatCamera): Viewport {
  const longitude = (x: number) => ((x - left) / world) * 360 - 180;
  const latitude = (y: number) => latitudeAt((y - top) / world);
  const bounds = {
    west: longitude(0),
    east: longitude(width),
    north: latitude(0),
    south: latitude(height),
  };
  return { bounds, degreesPerPixel: 360 / (TILE * 2 ** zoom) };
}

function latitudeAt(worldY: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp(Math.PI * (1 - 2 * worldY))) - 90;
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
