// A place's forecast in a real browser: meteogram, timeline, table, files, paper.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ready, shot, startBrowser } from './browser.mjs';
import { basic, chooseSubject, getJson, linkTo } from './catalogue.mjs';

let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await chooseSubject('demo', 'temperature_2m');
});
after(() => browser?.stop());

/** Opens a view with a place chosen, and holds the page against what must never happen. */
async function visit(more, use) {
  const place = `${subject.lat},${subject.lon}`;
  const { page, faults } = await browser.open(linkTo(subject, { place, zoom: 4, ...more }));
  try {
    await ready(page);
    await page.locator('.drawer[data-point="loaded"]').waitFor({ timeout: 60_000 });
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
    assert.equal(hashOf(page).get('time'), basic(times.at(-1)));
    for (const name of ['temperature_2m', 'pressure_msl']) {
      const shown = await page.locator(`[data-series="${name}"]`).getAttribute('data-value');
      assert.equal(Number(shown), layers[name].values.at(-1));
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
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.topbar').isVisible(), false);
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
