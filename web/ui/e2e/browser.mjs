import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const BASE = (process.env.FENGTU_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/** Software rendering, and no way off this machine. */
const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export async function startBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-e2e-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    env: { ...process.env, HOME: folder },
    args: FLAGS,
  });
  const stop = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { open: (hash, prepare) => openPage(context, hash, prepare), stop };
}

/** A page that notes whatever should not happen; it may be prepared before it is loaded. */
async function openPage(context, hash, prepare = () => {}) {
  const page = await context.newPage();
  await prepare(page);
  const faults = [];
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(`${BASE}/`) || /^(data|blob):/.test(request.url());
    if (!isOwn) faults.push(`request to ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error.stack ?? error)));
  await page.goto(`${BASE}/#${hash}`);
  return { page, faults };
}

export async function ready(page) {
  await page.waitForFunction(() => window.ready === true, null, { timeout: 60_000 });
}

export async function shot(page, name) {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The part of the map that no panel covers. */
export const OPEN_MAP = { x: 300, y: 120, width: 500, height: 400 };

export function picture(page) {
  return page.screenshot({ clip: OPEN_MAP });
}

/** How many colours a screenshot has. */
export function countColours(page, png) {
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return new Set(new Uint32Array(data.buffer)).size;
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
}
