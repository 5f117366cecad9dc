// A place's forecast in a real browser: meteogram, timeline, table, files, paper.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ready, shot, startBrowser } from './browser.mjs';
import { basic, chooseSubject, getJson, linkTo } from './catalogue.mjs';

const require = createRequire(import.meta.url);
let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await chooseSubject('demo', 'temperature_2m');
});
after(() => browser?.stop());

/** Where in an answer's times the last is that has arrived: a run that still grows has more. */
const lastOf = (times) => times.indexOf(subject.run.times.at(-1));

/** Opens a view with a place chosen, and holds the page against what must never happen. */
async function visit(more, use, hasPlace = true) {
  const place = `${subject.lat},${subject.lon}`;
  const { page, faults } = await browser.open(linkTo(subject, { place, zoom: 4, ...more }));
  try {
    await ready(page);
    if (hasPlace) await page.locator('.drawer[data-point="loaded"]').waitFor({ timeout: 60_000 });
    await use(page);
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
  }
}

const hashOf = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

async function pointAnswer(layers) {
  const { dataset, run, lat, lon } = subject;
  const at = `dataset=${dataset.id}&run=${run.run}&lat=${lat}&lon=${lon}`;
  return (await getJson(`/api/v1/point?${at}&layers=${layers}`)).points[0];
}

test('meteogram and timeline share their axis and the time that is chosen', async () => {
  await visit({}, async (page) => {
    const { times, layers } = await pointAnswer('temperature_2m,pressure_msl');
    const chart = page.locator('.chart-row[data-panel="temperature_2m"] svg');
    const box = await chart.boundingBox();
    await page.mouse.click(box.x + box.width - 12, box.y + 20);
    await page.waitForTimeout(500);
    const last = lastOf(times);
    assert.equal(hashOf(page).get('time'), basic(times[last]));
    for (const name of ['temperature_2m', 'pressure_msl']) {
      const shown = await page.locator(`[data-series="${name}"]`).getAttribute('data-value');
      assert.equal(Number(shown), layers[name].values[last]);
    }
    const cursor = Number(await chart.locator('.chart-cursor').getAttribute('x1'));
    const thumb = Number(await page.locator('.thumb line').getAttribute('x1'));
    assert.equal(cursor, thumb);
    assert.ok((await page.locator('.sparkline path').getAttribute('d')).startsWith('M'));
    await shot(page, 'meteogram');
  });
});

test('the forecast goes into files, and onto paper', async () => {
  await visit({ lang: 'en' }, async (page) => {
    const { times, layers } = await pointAnswer('temperature_2m');
    const [numbers] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-action="csv"]'),
    ]);
    const lines = readFileSync(await numbers.path(), 'utf8')
      .trim()
      .split('\r\n');
    assert.equal(lines.length, 1 + times.length);
    const celsius = Number(lines[1].split(',')[2]);
    assert.ok(Math.abs(celsius - (layers.temperature_2m.values[0] - 273.15)) <= 0.0501, lines[1]);
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-action="svg"]'),
    ]);
    const svg = readFileSync(await picture.path(), 'utf8');
    const error = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return parsed.querySelector('parsererror')?.textContent ?? '';
    }, svg);
    assert.equal(error, '');
    assert.doesNotMatch(svg, /var\(/);
    const [photo] = await Promise.all([
      page.waitForEvent('download'),
      page.click('.drawer [data-action="png"]'),
    ]);
    const png = readFileSync(await photo.path());
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.readUInt32BE(16) > 1000 && png.length > 10_000, `${png.length} bytes`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.topbar').isVisible(), false);
    assert.equal(await page.locator('.print-foot').isVisible(), true);
    assert.equal(await page.locator('.chart').isVisible(), true);
  });
});

test('the table has all times, with units', async () => {
  await visit({ tab: 'table' }, async (page) => {
    const { times } = await pointAnswer('temperature_2m');
    assert.equal(await page.locator('tbody tr').count(), times.length);
    assert.match(await page.locator('thead').textContent(), /°C.*hPa/);
    await shot(page, 'table');
  });
});

test('a sounding opens on a key, has the numbers of the profile and follows the time', async () => {
  await visit({}, async (page) => {
    const { dataset, run, lat, lon } = subject;
    const at = `dataset=${dataset.id}&run=${run.run}&lat=${lat}&lon=${lon}`;
    const { profiles } = await getJson(`/api/v1/profile?${at}`);
    await page.keyboard.press('k');
    for (const [key, profile] of [
      ['Home', profiles[0]],
      ['End', profiles[lastOf(profiles.map(({ time }) => time))]],
    ]) {
      await page.keyboard.press(key);
      await page.locator(`[data-sounding="${Date.parse(profile.time)}"]`).waitFor();
      for (const { name, value } of profile.indices) {
        const shown = await page.locator(`[data-index="${name}"]`).getAttribute('data-value');
        assert.equal(shown, value === null ? '' : String(value), name);
      }
      const cape = page.locator('[data-index="surface-cape"]');
      assert.equal(Number(await cape.getAttribute('data-value')), profile.parcels.surface.cape);
      assert.ok((await page.locator('.traces .temperature').getAttribute('d')).startsWith('M'));
    }
    await ready(page);
    await shot(page, 'sounding');
  });
});

test('a section is drawn by two clicks or by names, and follows the time', async () => {
  await visit(
    { place: '' },
    async (page) => {
      await page.keyboard.press('x');
      await page.mouse.click(400, 300);
      await page.mouse.click(800, 200);
      await page.locator('[data-section]').waitFor();
      assert.match(hashOf(page).get('section'), /^[-\d.]+,[-\d.]+;[-\d.]+,[-\d.]+$/);
      await page.keyboard.press('End');
      const last = Date.parse(subject.run.times.at(-1));
      await page.locator(`[data-section="${last}"]`).waitFor();
      assert.ok((await page.locator('.section-lines path').count()) > 3);
      await shot(page, 'section');
      await page.fill('.line-form [name="from"]', 'shanghai');
      await page.fill('.line-form [name="to"]', '39.9,116.4');
      await page.keyboard.press('Enter');
      await waitFor(
        page,
        () => hashOf(page).get('section') === '31.2200,121.4300;39.9000,116.4000',
      );
      await page.keyboard.press('Tab'); // out of the text
      await page.locator('.drawer-head .button').last().click();
      await page.locator('.drawer').waitFor({ state: 'detached' });
    },
    false,
  );
});

test('pins keep the exact values on the map, in the link, and go again', async () => {
  const { lat, lon } = subject;
  await visit({ pins: `${lat},${lon}` }, async (page) => {
    const pin = page.locator('.pin');
    for (const key of ['End', 'Home']) {
      await page.keyboard.press(key);
      await ready(page);
      const { times, layers } = await pointAnswer('temperature_2m');
      const i = key === 'Home' ? 0 : lastOf(times);
      const difference =
        Number(await pin.getAttribute('data-value')) - layers.temperature_2m.values[i];
      assert.ok(Math.abs(difference) < 0.01, `${key}: ${difference}`);
    }
    await page.keyboard.press('v'); // the chosen place is the pin's: it goes
    await pin.waitFor({ state: 'detached' });
    await page.keyboard.down('Shift');
    await page.mouse.click(500, 200);
    await page.keyboard.up('Shift');
    await pin.waitFor();
    await waitFor(page, () => hashOf(page).get('pins') !== null);
    await shot(page, 'pins');
  });
});

test('kept places are offered before anything is typed', async () => {
  await visit({}, async (page) => {
    await page.keyboard.press('f');
    await page.keyboard.press('/');
    assert.equal(await page.locator('.search-results [role="option"]').count(), 1);
    await page.keyboard.press('Escape');
    await page.reload();
    await ready(page);
    await page.keyboard.press('/');
    assert.equal(await page.locator('.search-results [role="option"]').count(), 1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    assert.equal(await page.evaluate(() => localStorage.getItem('fengtu.favourites')), '[]');
  });
});

test('a run is locked, and the newest followed again', async () => {
  await visit({}, async (page) => {
    await page.keyboard.press('l');
    await waitFor(page, () => hashOf(page).get('run') === subject.run.run);
    await page.keyboard.press('l');
    await waitFor(page, () => hashOf(page).get('run') === 'latest');
  });
});

test('drawer, sounding and section are clean to assistive technology, in English and small', async () => {
  await visit({ lang: 'en', tab: 'sounding' }, async (page) => {
    await page.locator('[data-sounding]').waitFor();
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const findings = async () => {
      const { violations } = await page.evaluate(() => window.axe.run());
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    };
    assert.deepEqual(await findings(), []);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.keyboard.press('x');
    await page.locator('.line-form').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    assert.deepEqual(await findings(), []);
    await shot(page, 'section-narrow');
  });
});

async function waitFor(page, isTrue) {
  for (let tries = 0; tries < 100 && !isTrue(); tries++) await page.waitForTimeout(100);
  assert.ok(isTrue(), `the link is ${page.url()}`);
}

test('the run before is shown beside the one chosen, with the numbers of both', async (t) => {
  const { dataset, run, lat, lon } = subject;
  const earlier = dataset.runs.map((each) => each.run).filter((id) => id < run.run);
  const before = earlier.sort().at(-1);
  if (!before) return t.skip('there is one run only');
  await visit(
    { place: '' },
    async (page) => {
      await page.keyboard.press('s');
      await page.locator('.swipe-bar').waitFor();
      await ready(page);
      assert.equal(hashOf(page).get('minus'), before);
      await page.mouse.move(500, 300);
      const readout = page.locator('.readout');
      const {
        lat: y,
        lon: x,
        value,
      } = await readout.evaluate(({ dataset: data }) => ({ ...data }));
      const beside = await page.locator('[data-beside]').getAttribute('data-beside');
      const time = hashOf(page).get('time');
      for (const [id, shown] of [
        [run.run, value],
        [before, beside],
      ]) {
        const at = `dataset=${dataset.id}&run=${id}&lat=${y}&lon=${x}&layers=temperature_2m`;
        const { times, layers } = (await getJson(`/api/v1/point?${at}`)).points[0];
        const i = times.findIndex((each) => basic(each) === time);
        const difference = Number(shown) - layers.temperature_2m.values[i];
        assert.ok(Math.abs(difference) < 0.01, `${id} at ${lat},${lon}: ${difference}`);
      }
      const bar = page.locator('.swipe-bar');
      await bar.focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await bar.getAttribute('aria-valuenow'), '52');
      await shot(page, 'swipe');
      await page.keyboard.press('s');
      await bar.waitFor({ state: 'detached' });
    },
    false,
  );
});

test('the first visit explains itself, once', async () => {
  await visit(
    { place: '' },
    async (page) => {
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await ready(page);
      await page.locator('.first-visit').waitFor();
      await shot(page, 'first-visit');
      await page.click('.first-visit button');
      await page.reload();
      await ready(page);
      assert.equal(await page.locator('.first-visit').count(), 0);
    },
    false,
  );
});
