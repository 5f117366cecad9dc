import type { Map as MapLibre } from 'maplibre-gl';
import type { Sheet } from '../values/frame';
import { addCanvas, fitCanvas } from './canvas-overlay';
import { type Flow, flowAt, flowOver } from './flow';
import { ScreenNet } from './screen-net';

const NET = 16;
/** Pixels a second for each metre a second. */
const PACE = 4.5;
const MOST = 2600;
/** Pixels of the map for each particle, near and from afar. */
const ROOM = { near: 520, far: 380 };
/** Seconds that a particle lives at most. */
const LIFE = 3.2;
const FRAME = 1 / 40;
/** Steps of a picture that stands still. */
const STILL_STEPS = 70;

/**
 * Particles that drift with the wind, on a canvas of their own: the map beneath is not drawn again
 * for them, so they cost little and never keep it from coming to rest. They live on the screen and
 * start anew when the map has moved.
 */
export class ParticleOverlay {
  readonly #map: MapLibre;
  readonly #canvas: HTMLCanvasElement;
  readonly #net: ScreenNet;
  #sheet: Sheet | null = null;
  #flow: Flow | null = null;
  #swarm = new Float32Array(0);
  #request = 0;
  #last = 0;

  constructor(map: MapLibre) {
    this.#map = map;
    this.#canvas = addCanvas(map, 'particles');
    this.#net = new ScreenNet(map, NET);
    map.on('movestart', () => this.#halt());
    map.on('moveend', () => this.#start());
    map.on('resize', () => this.#start());
  }

  /** Of a vector layer; null for none. */
  show(sheet: Sheet | null): void {
    if (sheet === this.#sheet) return;
    const isOther = sheet?.layer.name !== this.#sheet?.layer.name;
    this.#sheet = sheet;
    if (isOther || !this.#flow) this.#start();
    else if (sheet) this.#flow = flowOver(this.#net.get(), sheet);
  }

  #halt(): void {
    cancelAnimationFrame(this.#request);
    this.#canvas.hidden = true;
    this.#flow = null;
  }

  #start(): void {
    this.#halt();
    if (!this.#sheet || this.#map.isMoving() || prefersStillness()) return;
    const context = fitCanvas(this.#map, this.#canvas);
    if (!context) return;
    this.#canvas.hidden = false;
    this.#flow = flowOver(this.#net.get(), this.#sheet);
    this.#swarm = new Float32Array(3 * this.#count());
    for (let i = 0; i < this.#swarm.length; i += 3) this.#scatter(i, Math.random() * LIFE);
    if (isStill()) {
      for (let step = 0; step < STILL_STEPS; step++) this.#step(context, FRAME);
      return;
    }
    this.#last = performance.now();
    const frame = (now: number) => {
      this.#step(context, Math.min(0.05, (now - this.#last) / 1000));
      this.#last = now;
      this.#request = requestAnimationFrame(frame);
    };
    this.#request = requestAnimationFrame(frame);
  }

  #count(): number {
    const { clientWidth, clientHeight } = this.#map.getCanvas();
    const room = this.#map.getZoom() > 4 ? ROOM.near : ROOM.far;
    return Math.min(MOST, Math.round((clientWidth * clientHeight) / room));
  }

  #scatter(i: number, age: number): void {
    const { clientWidth, clientHeight } = this.#map.getCanvas();
    this.#swarm.set([Math.random() * clientWidth, Math.random() * clientHeight, age], i);
  }

  #step(context: CanvasRenderingContext2D, seconds: number): void {
    const flow = this.#flow;
    if (!flow) return;
    const { clientWidth: width, clientHeight: height } = this.#map.getCanvas();
    fade(context, width, height, this.#map.getZoom());
    const path = new Path2D();
    const wind: [number, number] = [0, 0];
    const swarm = this.#swarm;
    for (let i = 0; i < swarm.length; i += 3) {
      const [x, y, age] = [swarm[i] as number, swarm[i + 1] as number, swarm[i + 2] as number];
      const isOut = x < 0 || y < 0 || x > width || y > height || age > LIFE;
      if (isOut || !flowAt(flow, x, y, wind)) {
        this.#scatter(i, Math.random() * 0.5 * LIFE);
        continue;
      }
      const [toX, toY] = [x + wind[0] * PACE * seconds, y + wind[1] * PACE * seconds];
      path.moveTo(x, y);
      path.lineTo(toX, toY);
      swarm.set([toX, toY, age + seconds], i);
    }
    trace(context, path);
  }
}

/** Takes a part of what was drawn away: trails are longer from nearby. */
function fade(context: CanvasRenderingContext2D, width: number, height: number, zoom: number) {
  context.globalCompositeOperation = 'destination-out';
  context.fillStyle = `rgb(0 0 0 / ${zoom > 4 ? 6 : 8}%)`;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}

/** White, with a dark edge that lets it be seen on light colours. */
function trace(context: CanvasRenderingContext2D, path: Path2D): void {
  context.lineCap = 'round';
  context.lineWidth = 2.6;
  context.strokeStyle = 'rgb(10 20 30 / 22%)';
  context.stroke(path);
  context.lineWidth = 1.3;
  context.strokeStyle = 'rgb(255 255 255 / 85%)';
  context.stroke(path);
}

const prefersStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Asked for by tests and by pictures for print: `?still`. */
const isStill = () => new URLSearchParams(location.search).has('still');
