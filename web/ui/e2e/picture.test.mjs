// What the map draws: projections, what lies over the colours, their look, units, light and dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { BASE, picture, ready, shot, startBrowser } from './browser.mjs';
import { chooseSubject, getJson, linkTo, point, quantum } from './catalogue.mjs';

const require = createRequire(import.meta.url);
let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await chooseSubject('demo', 'temperature_2m');
});
after(() => browser?.stop());

async function visit(more, use) {
  const { page, faults } = await browser.open(linkTo(subject, { zoom: 3, ...more }));
  try {
    await ready(page);
    await use(page);
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
  }
}

const hashOf = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

async function waitForHash(page, name, isRight) {
  const value = () => hashOf(page).get(name);
  for (let tries = 0; tries < 100 && !isRight(value()); tries++) await page.waitForTimeout(100);
  assert.ok(isRight(value()), `${name} in the link is ${value()}`);
}

/** Whether anything is drawn on one of the canvases over the map. */
function isInked(page, name) {
  return page.evaluate((selector) => {
    const canvas = document.querySelector(selector);
    if (canvas.hidden) return false;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((channel) => channel > 0);
  }, `canvas[data-overlay="${name}"]`);
}

/** The legend's colour of a value, linear between its stops. */
function colourOf(stops, value) {
  const i = Math.max(
    1,
    stops.findIndex((stop) => stop.value > value),
  );
  const [a, b] = [stops[i - 1], stops[i]];
  const part = (value - a.value) / (b.value - a.value);
  const channel = (stop, k) => Number.parseInt(stop.colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  return [0, 1, 2].map((k) => channel(a, k) + part * (channel(b, k) - channel(a, k)));
}

function pixel(page, png, x, y) {
  return page.evaluate(
    async ([source, left, top]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return [...context.getImageData(left, top, 1, 1).data];
    },
    [`data:image/png;base64,${png.toString('base64')}`, x, y],
  );
}

/** At most so far may a channel be off: a pixel is not the point in its middle. */
const COLOUR_TOLERANCE = 14;

for (const [projection, where] of [
  ['globe', { lat: 40, lon: 175, zoom: 2.5 }],
  ['china', { lat: 35, lon: 105, zoom: 3 }],
  ['north,105', { lat: 89, lon: 105, zoom: 2.5 }],
  ['south,0', { lat: -80, lon: 0, zoom: 2 }],
  ['equirectangular,180', { lat: 20, lon: 178, zoom: 2 }],
  ['region,-100,45', { lat: 45, lon: -100, zoom: 3 }],
]) {
  test(`in the projection ${projection} numbers and colours are those of the place`, async () => {
    const time = subject.run.times[0];
    await visit({ projection, ...where, graticule: 'off' }, async (page) => {
      const { stops } = await getJson(`/api/v1/legend/${subject.layer.name}.json`);
      const tolerance = 1.001 * (await quantum(subject, time));
      const png = await page.screenshot();
      let alike = 0;
      for (const [x, y] of [
        [450, 250],
        [640, 384],
        [820, 470],
      ]) {
        await page.mouse.move(x, y);
        const readout = page.locator('.readout[data-value]');
        await readout.waitFor();
        const { value, lat, lon } = await readout.evaluate((element) => ({ ...element.dataset }));
        const at = hashOf(page).get('time');
        const expected = (await point(subject, lat, lon)).at(at);
        assert.ok(Math.abs(value - expected) <= tolerance, `${lat},${lon}: ${value}, ${expected}`);
        const want = colourOf(stops, expected);
        const got = await pixel(page, png, x, y);
        if (want.every((channel, k) => Math.abs(channel - got[k]) < COLOUR_TOLERANCE)) alike++;
      }
      // One of the points may lie under a coast or a name.
      assert.ok(alike >= 2, `${alike} of 3 pixels have the colour of their value`);
      await shot(page, `projection-${projection}`);
    });
  });
}

test('G goes through the projections, and a link brings one back', async () => {
  await visit({}, async (page) => {
    await page.keyboard.press('g');
    await waitForHash(page, 'projection', (text) => text === 'globe');
    await page.selectOption('select[name="projection"]', 'north');
    await waitForHash(page, 'projection', (text) => text === 'north,120');
    await ready(page);
    await page.goBack();
    await waitForHash(page, 'projection', (text) => text === 'globe');
  });
});

test('marks of every kind are drawn, and are in the link', async () => {
  const over = {
    arrows: 'wind_10m',
    values: 'temperature_2m',
    centres: 'pressure_msl',
    hatched: 'wind_10m',
    limit: '8..',
    night: 'on',
  };
  let plain;
  await visit({}, async (page) => {
    plain = await picture(page);
  });
  await visit(over, async (page) => {
    for (const name of ['arrows', 'values', 'centres']) assert.ok(await isInked(page, name), name);
    assert.ok(!plain.equals(await picture(page)));
    const limit = page.locator('input[name="limit"]');
    assert.equal(await limit.inputValue(), '8.0');
    await limit.fill('30');
    await limit.press('Enter');
    await waitForHash(page, 'limit', (text) => text === '30..');
    await shot(page, 'marks');
  });
});

test('particles drift, do not keep the map from coming to rest, and stand still when asked', async () => {
  await visit({ layer: 'wind_10m' }, async (page) => {
    await page.keyboard.press('o');
    await waitForHash(page, 'particles', (name) => name === 'wind_10m');
    await ready(page);
    await page.waitForTimeout(500);
    assert.ok(await isInked(page, 'particles'));
    assert.equal(await page.evaluate(() => window.ready), true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('o');
    await page.keyboard.press('o');
    await ready(page);
    assert.ok(!(await isInked(page, 'particles')), 'they move for those who do not want it');
  });
});

test('colours, range and unit change at once', async () => {
  await visit({}, async (page) => {
    const usual = await picture(page);
    await page.click('.legend-more');
    await page.selectOption('select[name="style"]', 'classic');
    await waitForHash(page, 'style', (text) => text === 'classic');
    await ready(page);
    const classic = await picture(page);
    assert.ok(!usual.equals(classic), 'the style changes nothing');
    await page.locator('input[name="range-from"]').fill('0');
    await waitForHash(page, 'range', (text) => text?.startsWith('273.15..'));
    await ready(page);
    assert.ok(!classic.equals(await picture(page)), 'the range changes nothing');
    await page.click('button.unit');
    await waitForHash(page, 'units', (text) => text === 'metric,°F');
    assert.equal(await page.locator('input[name="range-from"]').inputValue(), '32.0');
    await shot(page, 'legend');
    await page.goto(`${BASE}/?again#lang=zh`);
    await waitForHash(page, 'units', (text) => text === 'metric,°F');
    await ready(page);
  });
});

test("a chart of one's own is kept under a name, comes back, and can be deleted", async () => {
  await visit({ isolines: 'pressure_msl', arrows: 'wind_10m' }, async (page) => {
    await page.click('.save-chart');
    await page.keyboard.type('我的图');
    await page.keyboard.press('Enter');
    const mine = page.locator('.own-chart .choice');
    assert.equal(await mine.getAttribute('aria-pressed'), 'true');
    await page.locator('.choice:has(kbd)').first().click();
    await waitForHash(page, 'arrows', (name) => name === null);
    await page.reload();
    await ready(page);
    await mine.click();
    await waitForHash(page, 'arrows', (name) => name === 'wind_10m');
    await ready(page);
    await shot(page, 'own-chart');
    await page.click('.own-chart button:last-child');
    await mine.waitFor({ state: 'detached' });
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`in ${colorScheme} colours nothing is hard to read`, async () => {
    await visit({ hatched: 'wind_10m' }, async (page) => {
      await page.emulateMedia({ colorScheme });
      await page.click('.legend-more');
      await page.mouse.move(640, 384);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), colorScheme);
      await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
      const { violations } = await page.evaluate(() => window.axe.run());
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`,
      );
      assert.deepEqual(found, []);
      await shot(page, colorScheme);
    });
  });
}
