// Comparing in a real browser: ensembles, anomalies, datasets, times, several maps. Every number is
// held against the server's own answer to the same question.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ready, shot, startBrowser } from './browser.mjs';
import { basic, chooseSubject, getJson, linkTo } from './catalogue.mjs';

const require = createRequire(import.meta.url);
let browser;
const subjects = {};

before(async () => {
  browser = await startBrowser();
  for (const [name, layer] of [
    ['demo', 'temperature_2m'],
    ['members', 'temperature_2m'],
    ['ocean', 'sea_surface_temperature'],
  ]) {
    const { datasets } = await getJson('/api/v1/datasets');
    if (datasets.some(({ id }) => id === name)) subjects[name] = await chooseSubject(name, layer);
  }
});
after(() => browser?.stop());

/** Opens a view of a dataset, and holds the page against what must never happen. */
async function visit(t, name, more, use) {
  const subject = subjects[name];
  if (!subject) return t.skip(`there is no dataset ${name}`);
  const { page, faults } = await browser.open(linkTo(subject, { zoom: 3, ...more }));
  try {
    await ready(page);
    await use(page, subject);
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
  }
}

const hashOf = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

/** Waits for the pictures that a choice leads to. */
async function settled(page) {
  await page.waitForTimeout(50);
  await ready(page);
}

/** What the maps say of the middle of the first: value, lat, lon, and the value beside. */
async function readouts(page, x = 600, y = 300) {
  await page.mouse.move(x, y);
  await page.locator('.readout[data-value]').first().waitFor();
  return page.locator('.readout').evaluateAll((all) =>
    all.map((each) => ({
      value: Number(each.dataset.value),
      lat: each.dataset.lat,
      lon: each.dataset.lon,
      beside: Number(each.querySelector('[data-beside]')?.dataset.beside),
    })),
  );
}

/** The server's value of a layer at a place and time. */
async function told(dataset, layer, { lat, lon }, time, more = '') {
  const query = new URLSearchParams({ dataset, lat, lon, layers: layer });
  const { points } = await getJson(`/api/v1/point?${query}${more}`);
  const { times, layers } = points[0];
  return layers[layer].values[times.findIndex((each) => basic(each) === time)];
}

function near(got, want, tolerance, what) {
  assert.ok(typeof want === 'number' && Number.isFinite(got), `${what}: ${got}, not ${want}`);
  assert.ok(Math.abs(got - want) <= tolerance, `${what}: ${got}, the server says ${want}`);
}

test('an ensemble has its spread, and how likely a wind is', async (t) => {
  await visit(t, 'members', {}, async (page) => {
    await page.selectOption('select[name="member"]', 'spread');
    await settled(page);
    const time = hashOf(page).get('time');
    const [spread] = await readouts(page);
    const of = '&statistic=spread';
    near(spread.value, await told('members', 'temperature_2m', spread, time, of), 0.02, 'spread');
    await page.evaluate(() => {
      location.hash = location.hash.replace(/layer=[^&]*/, 'layer=wind_10m');
    });
    await page.selectOption('select[name="member"]', 'probability');
    await page.locator('input[name="likely"]').fill('6');
    await page.locator('input[name="likely"]').press('Enter');
    await settled(page);
    assert.equal(hashOf(page).get('member'), 'probability:6..');
    const [likely] = await readouts(page);
    const above = '&statistic=probability&above=6';
    near(likely.value, await told('members', 'wind_speed_10m', likely, time, above), 0.01, 'wind');
    assert.match(await page.locator('.legend').textContent(), /概率.*≥ 6/);
    await shot(page, 'probability');
  });
});

test('a monthly ocean has its anomaly, and the Niño 3.4 curve of its members', async (t) => {
  await visit(t, 'ocean', { lon: -145, lat: 0, zoom: 2 }, async (page, { run }) => {
    await page.selectOption('select[name="minus"]', 'minus time_mean');
    await page.keyboard.press('End');
    const time = basic(run.times.at(-1));
    await page.waitForFunction((end) => location.hash.includes(end), `time=${time}`);
    await settled(page);
    const [at] = await readouts(page);
    const less = '&minus=time_mean';
    near(at.value, await told('ocean', 'sea_surface_temperature', at, time, less), 0.02, 'anomaly');
    await page.keyboard.press('y');
    const number = page.locator('[data-series="nino34"]');
    await number.waitFor();
    const box = `/api/v1/area?dataset=ocean&bbox=-170,-5,-120,5&layers=sea_surface_temperature`;
    const means = await Promise.all(
      run.members.map(async (member) => {
        const { layers } = await getJson(`${box}&statistics=mean&member=${member}`);
        return layers.sea_surface_temperature.mean.at(-1);
      }),
    );
    const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
    near(Number(await number.getAttribute('data-value')), mean, 1e-6, 'Niño 3.4');
    assert.equal(await page.locator('.drawer .earlier').count(), run.members.length);
    assert.equal(await page.locator('.drawer .spread').count(), 1);
    await shot(page, 'ocean');
  });
});

test('another dataset is taken away, and an earlier time', async (t) => {
  await visit(t, 'demo', {}, async (page) => {
    await page.keyboard.press('End');
    const earlier = await page.evaluate(() =>
      [...document.querySelectorAll('select[name="minus"] option')].map(({ value }) => value),
    );
    assert.ok(earlier.includes('minus -6h') && earlier.includes('beside -6h'), `${earlier}`);
    await page.selectOption('select[name="minus"]', 'minus -6h');
    await settled(page);
    const time = hashOf(page).get('time');
    const [change] = await readouts(page);
    const now = await told('demo', 'temperature_2m', change, time);
    const before = await told('demo', 'temperature_2m', change, sixHoursBefore(time));
    near(change.value, now - before, 0.03, 'change in 6 h');
    await page.selectOption('select[name="minus"]', 'minus members/latest');
    await settled(page);
    const [less] = await readouts(page);
    const of = '&minus=members/latest';
    near(less.value, await told('demo', 'temperature_2m', less, time, of), 0.03, 'difference');
    await shot(page, 'difference');
  });
});

function sixHoursBefore(time) {
  const iso = time.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:00Z');
  return basic(new Date(Date.parse(iso) - 6 * 3_600_000).toISOString());
}

test('a divider has another time or another dataset on its right', async (t) => {
  await visit(t, 'demo', { lang: 'en' }, async (page) => {
    await page.keyboard.press('End');
    for (const [other, dataset] of [
      ['-6h', 'demo'],
      ['members/latest', 'members'],
    ]) {
      await page.selectOption('select[name="minus"]', `beside ${other}`);
      await settled(page);
      const time = hashOf(page).get('time');
      const at = other === '-6h' ? sixHoursBefore(time) : time;
      const [{ value, beside, ...place }] = await readouts(page);
      near(value, await told('demo', 'temperature_2m', place, time), 0.02, 'left');
      near(beside, await told(dataset, 'temperature_2m', place, at), 0.02, `right, ${other}`);
    }
    const labels = await page.locator('.swipe-bar span').allTextContents();
    assert.notEqual(labels[0], labels[1]);
    await shot(page, 'swipe-dataset');
    await page.keyboard.press('s');
    await page.locator('.swipe-bar').waitFor({ state: 'detached' });
  });
});

test('maps side by side have the same place and time, and come back by link', async (t) => {
  const second = { '2.dataset': 'demo', '2.run': 'latest', '2.layer': 'pressure_msl' };
  await visit(t, 'demo', second, async (page) => {
    await checkMaps(page, ['temperature_2m', 'pressure_msl']);
    await page.keyboard.press('n');
    await settled(page);
    assert.equal(hashOf(page).get('1.layer'), 'temperature_2m');
    assert.equal(hashOf(page).get('layer'), 'pressure_msl');
    const pressed = page.locator('.map-title[aria-pressed="true"] b');
    assert.equal(await pressed.textContent(), '2');
    const [before] = await readouts(page, 420, 200);
    await page.mouse.down();
    await page.mouse.move(380, 230, { steps: 3 });
    await page.mouse.up();
    await settled(page);
    const moved = await readouts(page, 420, 200);
    assert.equal(new Set(moved.map(({ lat, lon }) => `${lat},${lon}`)).size, 1);
    assert.notEqual(moved[0].lon, before.lon);
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
      [],
    );
    await page.waitForTimeout(400); // the link is written with a delay
    await page.reload();
    await ready(page);
    await checkMaps(page, ['pressure_msl', 'temperature_2m']);
    await page.keyboard.press('w');
    await settled(page);
    assert.equal(await page.locator('.maplibregl-canvas').count(), 4);
    assert.equal((await readouts(page, 420, 200)).length, 4);
    await shot(page, 'four-maps');
    await page.selectOption('select[name="maps"]', '1');
    await settled(page);
    assert.equal(await page.locator('.maplibregl-canvas').count(), 1);
    assert.equal(hashOf(page).get('layer'), 'pressure_msl');
  });
});

/** Holds what each map shows under the pointer against the server; the chosen one comes first. */
async function checkMaps(page, layers) {
  const time = hashOf(page).get('time');
  const shown = await readouts(page, 420, 200);
  assert.equal(shown.length, layers.length);
  for (const [i, layer] of layers.entries()) {
    const want = await told('demo', layer, shown[i], time);
    near(shown[i].value, want, layer === 'pressure_msl' ? 5 : 0.02, layer);
  }
}
