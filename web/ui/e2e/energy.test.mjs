// The energy page in a real browser against a running server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { BASE, ready, shot, startBrowser } from './browser.mjs';
import { getJson, linkTo } from './catalogue.mjs';

const require = createRequire(import.meta.url);
let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await windy();
});
after(() => browser?.stop());

/** A dataset that lists capacity factors, which takes wind near hubs. */
async function windy() {
  const { datasets } = await getJson('/api/v1/datasets');
  for (const dataset of datasets) {
    const run = await getJson(`/api/v1/datasets/${dataset.id}/runs/${dataset.latest}`);
    const layer = run.layers.find(({ name }) => name === 'temperature_2m');
    const isWindy = run.layers.some(({ variable }) => variable === 'capacity_factor');
    if (layer && isWindy) return { dataset, run, layer, lat: 32, lon: 118, zoom: 4 };
  }
  return null;
}

const FARMS = `name,region,lat,lon,turbine,count
Rudong,Jiangsu,32.5,121.3,vestas-v112-3mw,50
Sheyang,Jiangsu,33.8,120.6,iea-3.4mw-130,80
Donghai,Shanghai,30.8,121.9,iea-15mw-240,10
`;

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

const hashOf = (page, name) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name);

async function drop(page, text) {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'farms.csv', { type: 'text/csv' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  }, text);
}

/** The server's own answer to the same question. */
async function asked() {
  const query = new URLSearchParams({
    dataset: subject.dataset.id,
    run: subject.run.run,
    detail: 'groups',
  });
  const answer = await fetch(`${BASE}/api/v1/power/farms?${query}`, {
    method: 'POST',
    body: FARMS,
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

test('any turbine has its capacity factor on the map', async () => {
  await visit(linkTo(subject), async (page) => {
    await page.locator('[data-action="energy"]').click();
    await page.locator('select[name="turbine"] option').nth(20).waitFor({ state: 'attached' });
    await page.locator('select[name="turbine"]').selectOption('nrel-5mw-126');
    await page.locator('input[name="hub"]').fill('120');
    await page.locator('input[name="hub"]').press('Enter');
    await page.waitForFunction(() => location.hash.includes('energy=nrel-5mw-126%40120'));
    await ready(page);
    assert.equal(hashOf(page, 'layer'), 'capacity_factor_nrel-5mw-126_120m');
    assert.match(await page.locator('.legend').textContent(), /nrel-5mw-126/);
    await page.keyboard.press('Escape');
    await page.locator('.energy').waitFor({ state: 'detached' });
  });
});

test('a portfolio that is dropped has its power, its days and its numbers', async () => {
  const answer = await asked();
  await visit(linkTo(subject, { energy: 'iea-3.4mw-130' }), async (page) => {
    await page.locator('textarea[name="farms"]').waitFor();
    await drop(page, FARMS);
    await page.locator('.energy[data-power="loaded"]').waitFor();
    await page.locator('[data-panel="power"] .curve').waitFor();
    await shot(page, 'energy');
    const now = subject.run.times.map((time) => time.replace(/[-:]/g, '').slice(0, 13));
    const at = now.indexOf(hashOf(page, 'time').slice(0, 13));
    const shown = await page.locator('[data-panel="power"] strong').textContent();
    const total = answer.total.power_MW[at];
    assert.ok(Math.abs(Number.parseFloat(shown) - total) <= 0.51, `${shown}, not ${total} MW`);
    await page.locator('[data-tab="table"]').click();
    const rows = await page.locator('.energy-table tbody th').allTextContents();
    assert.deepEqual(rows.slice(1), ['Jiangsu', 'Shanghai']);
    const jiangsu = await page
      .locator('.energy-table tbody tr')
      .nth(1)
      .locator('td')
      .allTextContents();
    const { capacity_MW: capacity, power_MW: power, energy } = answer.groups.Jiangsu;
    const whole = energy.reduce((sum, day) => sum + day.energy_MWh, 0);
    for (const [i, want] of [capacity, power[at], whole].entries())
      assert.ok(Math.abs(Number(jiangsu[i]) - want) <= 0.51, `${jiangsu[i]}, not ${want}`);
    const downloading = page.waitForEvent('download');
    await page.locator('[data-action="power-csv"]').click();
    const file = readFileSync(await (await downloading).path(), 'utf8');
    assert.match(file, /^\ufefftime,total_MW/);
    assert.equal(file.trim().split('\n').length, 1 + answer.times.length);
    const grid = await page.locator('[data-format="GeoTIFF"]').getAttribute('href');
    assert.equal(
      (await fetch(BASE + grid)).headers.get('content-type').split(';')[0],
      'image/tiff',
    );
  });
});

test('a line that is wrong is named, and nothing is shown of the rest', async () => {
  await visit(linkTo(subject, { energy: 'iea-3.4mw-130', lang: 'en' }), async (page) => {
    await page.locator('textarea[name="farms"]').fill(`${FARMS}Nowhere,,95,1,iea-15mw-240,1\n`);
    // The server's refusal is a failed request, which browsers write to the console.
    page.removeAllListeners('console');
    await page.locator('[data-action="compute"]').click();
    assert.match(await page.locator('.energy [role="alert"]').textContent(), /line 5.*lat/);
    assert.equal(await page.locator('[data-panel="power"]').count(), 0);
  });
});

test('the energy page fits a phone, and assistive technology', async () => {
  await visit(linkTo(subject, { energy: 'iea-3.4mw-130' }), async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('[data-action="example"]').click();
    await page.locator('[data-panel="power"] .curve').waitFor();
    await ready(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
      [],
    );
    await shot(page, 'energy-phone');
  });
});
