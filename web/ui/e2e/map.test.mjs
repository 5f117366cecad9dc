// The map in a real browser against a running server: FENGTU_URL=http://127.0.0.1:8080 npm run e2e
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { countColours, picture, ready, shot, startBrowser } from './browser.mjs';
import { basic, chooseSubject, getJson, linkTo, point, quantum } from './catalogue.mjs';

const require = createRequire(import.meta.url);
let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await chooseSubject();
});
after(() => browser?.stop());

/** Opens a view, waits for the picture, and holds the page against what must never happen. */
async function visit(hash, use) {
  const { page, faults } = await browser.open(hash);
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
  return value();
}

test('the bare address shows a picture, from this host alone', async () => {
  await visit('', async (page) => {
    await waitForHash(page, 'layer', (name) => name !== null);
    assert.ok((await countColours(page, await picture(page))) > 20);
    await shot(page, 'start');
  });
});

/** Holds the readout at some pixels against the point forecast there. */
async function checkCursor(subject, name) {
  await visit(linkTo(subject), async (page) => {
    const time = await waitForHash(page, 'time', (text) => text !== null);
    const tolerance = 1.001 * (await quantum(subject, time));
    for (const [x, y] of [
      [420, 200],
      [641, 333],
      [777, 481],
    ]) {
      await page.mouse.move(x, y);
      const readout = page.locator(`.readout[data-value]`);
      await readout.waitFor();
      const { value, lat, lon } = await readout.evaluate((element) => ({ ...element.dataset }));
      const expected = (await point(subject, lat, lon)).at(time);
      const difference = Math.abs(Number(value) - expected);
      assert.ok(difference <= tolerance, `at ${lat},${lon}: ${value}, point says ${expected}`);
    }
    await shot(page, name);
  });
}

test('the number under the cursor is the point forecast', () => checkCursor(subject, 'readout'));

test('so it is on a projected grid, by its own geometry', async () => {
  await checkCursor(await chooseSubject('metno-arome', 'wind_u_component_10m'), 'projected');
});

test('a click opens the forecast of the place, with its numbers', async () => {
  await visit(linkTo(subject), async (page) => {
    await page.mouse.click(600, 300);
    await page.locator('.drawer[data-point="loaded"]').waitFor({ timeout: 60_000 });
    const place = await waitForHash(page, 'place', (text) => text !== null);
    const time = await waitForHash(page, 'time', (text) => text !== null);
    const [lat, lon] = place.split(',');
    const expected = (await point(subject, lat, lon)).at(time);
    const number = page.locator(`.drawer [data-series="${subject.layer.name}"]`);
    const shownValue = Number(await number.getAttribute('data-value'));
    assert.ok(Math.abs(shownValue - expected) < 1e-6, `${shownValue}, point says ${expected}`);
    await ready(page);
    await shot(page, 'place');
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
  });
});

test('stepping in time changes the picture and the link', async (t) => {
  if (subject.run.times.length < 2) return t.skip('the run has one step only');
  await visit(linkTo(subject), async (page) => {
    await page.keyboard.press('Home');
    await ready(page);
    const first = basic(subject.layer.times?.[0] ?? subject.run.times[0]);
    await waitForHash(page, 'time', (text) => text === first);
    const before = await picture(page);
    await page.keyboard.press('ArrowRight');
    await ready(page);
    await waitForHash(page, 'time', (text) => text !== first);
    assert.ok(!before.equals(await picture(page)), 'the picture stayed the same');
    await page.keyboard.press('ArrowLeft');
    await ready(page);
    await waitForHash(page, 'time', (text) => text === first);
    assert.ok(before.equals(await picture(page)), 'the picture is not the same again');
  });
});

test('Chinese and English', async () => {
  await visit(linkTo(subject), async (page) => {
    const title = page.locator('.legend strong');
    assert.equal(await title.textContent(), subject.layer.title.zh);
    await page.click('[data-action="language"]');
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    assert.equal(await title.textContent(), subject.layer.title.en);
    await waitForHash(page, 'lang', (text) => text === 'en');
    await ready(page);
    await shot(page, 'english');
  });
});

test('a link brings the same view back', async () => {
  let link;
  let before;
  await visit(linkTo(subject, { zoom: subject.zoom - 0.5 }), async (page) => {
    await page.keyboard.press('End');
    await page.keyboard.press('u');
    await waitForHash(page, 'units', (text) => text === 'knots');
    await ready(page);
    before = await picture(page);
    link = new URL(page.url()).hash.slice(1);
  });
  await visit(link, async (page) => {
    assert.ok(before.equals(await picture(page)), 'the picture is not the same again');
    assert.equal(new URL(page.url()).hash.slice(1), link);
  });
});

test('the back button returns to the layer before', async (t) => {
  const other = subject.run.layers.find(
    ({ name, kind, times }) => name !== subject.layer.name && kind === 'scalar' && !times,
  );
  if (!other) return t.skip('the run has one layer only');
  await visit(linkTo(subject), async (page) => {
    await waitForHash(page, 'time', (text) => text !== null);
    await page.evaluate((name) => {
      location.hash = location.hash.replace(/layer=[^&]*/, `layer=${name}`);
    }, other.name);
    await ready(page);
    await page.goBack();
    await waitForHash(page, 'layer', (name) => name === subject.layer.name);
    await ready(page);
    assert.equal(await page.locator('.legend strong').textContent(), subject.layer.title.zh);
  });
});

test('vector layers show speed and barbs', async (t) => {
  const vector = subject.run.layers.find(({ kind, times }) => kind === 'vector' && !times);
  if (!vector) return t.skip('the run has no vector layer');
  await visit(linkTo({ ...subject, layer: vector }), async (page) => {
    const inked = await isInked(page, 'barbs');
    assert.ok(inked, 'no barbs are drawn');
    await shot(page, 'wind');
  });
});

/** Whether anything is drawn on one of the canvases over the map. */
function isInked(page, name) {
  return page.evaluate((selector) => {
    const canvas = document.querySelector(selector);
    if (canvas.hidden) return false;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((channel) => channel > 0);
  }, `canvas[data-overlay="${name}"]`);
}

test('isolines lie where the values are, and go as they came', async () => {
  await visit(linkTo(subject, { isolines: subject.layer.name }), async (page) => {
    assert.ok(await isInked(page, 'labels'), 'no line is labelled');
    const lined = await picture(page);
    await shot(page, 'isolines');
    await page.keyboard.press('i');
    await waitForHash(page, 'isolines', (name) => name === null);
    await ready(page);
    assert.ok(!lined.equals(await picture(page)), 'the lines are still there');
    assert.ok(!(await isInked(page, 'labels')), 'their numbers are still there');
    await page.goBack();
    await waitForHash(page, 'isolines', (name) => name === subject.layer.name);
    await ready(page);
    assert.ok(lined.equals(await picture(page)), 'the lines are not the same again');
  });
});

test('a chart on a key shows its layers, and all their numbers', async (t) => {
  await visit(linkTo(subject), async (page) => {
    const chart = page.locator('.choice:has(kbd)').first();
    if ((await chart.count()) === 0) return t.skip('the run has no layers for a chart');
    await page.keyboard.press(await chart.locator('kbd').textContent());
    await page.mouse.move(640, 300);
    await ready(page);
    assert.equal(await chart.getAttribute('aria-pressed'), 'true');
    assert.ok((await page.locator('.readout-row').count()) > 1, 'one number only');
    await shot(page, 'chart');
  });
});

test('a place is found by name or coordinates, and its forecast opens', async () => {
  await visit(linkTo(subject, { zoom: 3 }), async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('shanghai');
    await page.locator('.search-results [role="option"]').first().waitFor();
    await shot(page, 'search');
    await page.keyboard.press('Enter');
    const place = await waitForHash(page, 'place', (text) => text !== null);
    assert.equal(place, '31.2200,121.4300');
    await ready(page);
    assert.equal(hashOf(page).get('lat'), '31.220');
    await page.keyboard.press('/');
    await page.keyboard.type('no such place');
    await page.locator('.search-results p').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.search-results').waitFor({ state: 'detached' });
  });
});

test('a run that still grows says how far it is', async (t) => {
  const { datasets } = await getJson('/api/v1/datasets');
  const growing = datasets.flatMap(({ id, runs }) =>
    runs.filter(({ complete }) => !complete).map(({ run }) => ({ id, run })),
  )[0];
  if (!growing) return t.skip('every run is complete');
  const { times, expected_times: expected } = await getJson(
    `/api/v1/datasets/${growing.id}/runs/${growing.run}`,
  );
  if (expected.length === times.length) return t.skip('every step has begun to arrive');
  await visit(
    new URLSearchParams({ dataset: growing.id, run: growing.run }).toString(),
    async (page) => {
      const text = await page.locator('[data-field="progress"]').textContent();
      assert.equal(text.trim(), `${times.length}/${expected.length}`);
      assert.equal(await page.locator('.step.expected').count(), expected.length - times.length);
      await shot(page, 'incomplete');
    },
  );
});

test('a narrow screen does not overflow', async () => {
  await visit(linkTo(subject), async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await ready(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 390);
    await shot(page, 'narrow');
    await page.locator('.topbar .narrow-only').first().click();
    const sheet = await page.locator('.variables').boundingBox();
    assert.equal(sheet.x + sheet.width, 390);
    assert.equal(sheet.y + sheet.height, 844);
    await shot(page, 'narrow-variables');
    await page.locator('.variables .choice[aria-pressed="true"]').click();
    await page.locator('.variables').waitFor({ state: 'hidden' });
    await page.locator('[data-action="more"]').click();
    await page.locator('.more [data-action="energy"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.more [data-action="energy"]').waitFor({ state: 'hidden' });
  });
});

test('nothing that assistive technology stumbles over', async () => {
  await visit(linkTo(subject, { place: `${subject.lat},${subject.lon}` }), async (page) => {
    await page.locator('.drawer[data-point="loaded"]').waitFor({ timeout: 60_000 });
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run());
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`,
    );
    assert.deepEqual(found, []);
  });
});

test('a run that does not exist is said to be missing', async () => {
  const { page } = await browser.open(linkTo(subject, { run: '19000101T0000Z' }));
  await page.locator('.notice').waitFor();
  assert.notEqual((await page.locator('.notice p').textContent()).trim(), '');
  await page.close();
});
