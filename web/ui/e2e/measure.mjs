// How quick the map is, as a table: FENGTU_URL=http://127.0.0.1:8080 node e2e/measure.mjs
// MINUTES=10 plays for so long to see whether memory grows. Figures are in docs/performance.md.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { countColours, picture, ready, startBrowser } from './browser.mjs';

const DATASET = process.env.FENGTU_DATASET ?? 'demo';
const MINUTES = Number(process.env.MINUTES ?? 1);
const LINK = `dataset=${DATASET}&layer=temperature_2m&lang=zh`;
const WORLD = `${LINK}&lon=108&lat=20&zoom=1`;

const say = (what, figure) => console.log(`${what.padEnd(44)} ${figure}`);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (list) =>
  `${Math.round(median(list))} ms (${Math.round(Math.max(...list))} at most)`;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function scriptBytes() {
  const folder = new URL('../dist/assets/', import.meta.url);
  const scripts = readdirSync(folder).filter((name) => /\.m?js$/.test(name));
  return scripts.reduce(
    (sum, name) => sum + gzipSync(readFileSync(new URL(name, folder))).length,
    0,
  );
}

/**
 * Milliseconds from the address to the first useful picture (the field in its colours, with land and
 * coast, on the screen) and to the whole one, each time in a browser that is new. Tells the colours
 * that the map then has, too: a picture that is not there has a few.
 */
async function coldLoad() {
  const browser = await startBrowser();
  const { page } = await browser.open(LINK);
  const mark = () => performance.getEntriesByName('first-picture')[0]?.startTime;
  const isThere = () => window.ready || performance.getEntriesByName('first-picture').length > 0;
  await page.waitForFunction(isThere, null, { timeout: 60_000 });
  const colours = [await countColours(page, await picture(page))];
  await ready(page);
  const whole = await page.evaluate(() => performance.now());
  const first = (await page.evaluate(mark)) ?? whole;
  colours.push(await countColours(page, await picture(page)));
  await browser.stop();
  return { first, whole, colours };
}

/**
 * Presses a key and counts until the script has drawn the whole picture, and until the screen has it:
 * two frames later, which wait for the graphics. In software these take most of the time.
 */
function step(page, key) {
  return page.evaluate(async (name) => {
    const frame = () => new Promise(requestAnimationFrame);
    const start = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: name }));
    do await frame();
    while (!window.ready);
    const script = performance.now() - start;
    await frame();
    await frame();
    return { script, screen: performance.now() - start };
  }, key);
}

async function steps(page) {
  await page.waitForTimeout(3000); // for what is loaded ahead
  const held = [];
  for (let n = 0; n < 5; n++) {
    held.push(await step(page, 'ArrowRight'));
    await page.waitForTimeout(1500);
  }
  const fetched = [];
  for (const [key, days] of [
    ['End', 3],
    ['Home', 4],
  ]) {
    fetched.push(await step(page, key));
    for (let n = 0; n < days; n++)
      await page.keyboard.press(key === 'End' ? 'Shift+ArrowLeft' : 'Shift+ArrowRight');
    await page.waitForTimeout(1500);
  }
  return { held, fetched };
}

/** Plays the world once through, and counts the bytes of its values and the long tasks. */
async function playWorld(browser) {
  const { page } = await browser.open(WORLD);
  let bytes = 0;
  let frames = 0;
  page.on('requestfinished', async (request) => {
    if (!request.url().includes('/values/')) return;
    bytes += (await request.sizes()).responseBodySize;
    frames++;
  });
  await ready(page);
  await page.evaluate(() => {
    window.longTasks = [];
    const observer = new PerformanceObserver((list) => {
      const tasks = list.getEntries().filter(() => !window.isCollecting);
      window.longTasks.push(...tasks.map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
    window.textures = 0;
    for (const [name, count] of [
      ['createTexture', 1],
      ['deleteTexture', -1],
    ]) {
      const call = WebGL2RenderingContext.prototype[name];
      WebGL2RenderingContext.prototype[name] = function (...given) {
        window.textures += count;
        return call.apply(this, given);
      };
    }
  });
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  const client = await page.context().newCDPSession(page);
  // Collecting all garbage by force is a long task of the measurement's own.
  const memory = async () => {
    await page.evaluate(() => {
      window.isCollecting = true;
    });
    await client.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(1000);
    return page.evaluate(() => {
      window.isCollecting = false;
      return { heap: performance.memory.usedJSHeapSize / 1e6, textures: window.textures };
    });
  };
  const memories = [];
  for (let n = 0; n <= 2 * MINUTES; n++) {
    await page.waitForTimeout(30_000);
    memories.push(await memory());
  }
  const longTasks = await page.evaluate(() => window.longTasks);
  await page.close();
  return { bytes, frames, memories, longTasks };
}

say('JavaScript in all, gzip', kilobytes(scriptBytes()));
const loads = [];
for (let n = 0; n < 3; n++) loads.push(await coldLoad());
say('cold load to the first useful picture', milliseconds(loads.map(({ first }) => first)));
say('cold load to the whole picture', milliseconds(loads.map(({ whole }) => whole)));
say('colours of the two', loads.map(({ colours }) => colours.join(' and ')).join(', '));
const browser = await startBrowser();
const { page } = await browser.open(LINK);
await ready(page);
const { held, fetched } = await steps(page);
for (const [name, list] of Object.entries({ held, 'not held': fetched })) {
  say(`a step, ${name}: drawn by the script`, milliseconds(list.map(({ script }) => script)));
  say(`a step, ${name}: on the screen`, milliseconds(list.map(({ screen }) => screen)));
}
await page.close();
const { bytes, frames, memories, longTasks } = await playWorld(browser);
say('the world played through', `${kilobytes(bytes)} in ${frames} tiles`);
const long = longTasks.filter((duration) => duration > 100);
say(
  `tasks over 100 ms in ${MINUTES} min of play`,
  `${long.length}, longest ${Math.round(Math.max(0, ...longTasks))} ms`,
);
say(
  'memory of scripts, each half minute, MB',
  memories.map(({ heap }) => heap.toFixed(0)).join(' '),
);
say('textures more than at first', memories.map(({ textures }) => textures).join(' '));
await browser.stop();
