// What is taken along of the map, in a real browser against a running server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { BASE, ready, startBrowser } from './browser.mjs';
import { chooseSubject, getJson, linkTo } from './catalogue.mjs';

let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await chooseSubject();
});
after(() => browser?.stop());

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

async function saved(page, action) {
  const downloading = page.waitForEvent('download', { timeout: 120_000 });
  await page.locator(`[data-action="${action}"]`).click();
  return readFileSync(await (await downloading).path());
}

/** The pixels of a picture, decoded by the browser. */
function pixels(page, png) {
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return { width: image.width, height: image.height, data: [...new Uint32Array(data.buffer)] };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
}

const near = (pixel, [r, g, b]) =>
  Math.abs((pixel & 255) - r) +
    Math.abs(((pixel >> 8) & 255) - g) +
    Math.abs(((pixel >> 16) & 255) - b) <
  24;

test('a picture has its title, its legend and the map', async () => {
  const legend = await getJson(`/api/v1/legend/${subject.layer.name}.json`);
  await visit(linkTo(subject), async (page) => {
    const map = await page.locator('.map').boundingBox();
    await page.keyboard.press('p');
    const { width, height, data } = await pixels(page, await saved(page, 'png'));
    assert.equal(width, map.width);
    const head = height - map.height - 24;
    assert.ok(head >= 56, `a title block of ${head} pixels`);
    const rows = (from, to, left, right) => {
      const found = new Set();
      for (let y = from; y < to; y++)
        for (let x = left; x < right; x++) found.add(data[y * width + x]);
      return [...found];
    };
    // Letters are many shades between ground and ink; a bare block is one.
    assert.ok(rows(8, 30, 14, 200).length > 20, 'no title');
    assert.ok(rows(34, 50, 14, 300).length > 20, 'no run and time');
    assert.ok(rows(height - 20, height - 4, 14, 300).length > 20, 'no licence');
    const bar = rows(18, 22, width - 330, width - 26);
    const middle = legend.stops.slice(1, -1);
    const shown = middle.filter(({ colour }) => {
      const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      return bar.some((pixel) => near(pixel, rgb));
    });
    assert.ok(shown.length > middle.length / 2, `${shown.length} of ${middle.length} colours`);
    assert.ok(rows(head + 100, head + 300, 300, 600).length > 20, 'no map');
  });
});

/** The frames of a GIF, by its blocks (GIF89a, sections 18 to 26). */
function countFrames(gif) {
  assert.equal(gif.subarray(0, 6).toString(), 'GIF89a');
  const tableOf = (flags) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + tableOf(gif[10]);
  let frames = 0;
  const skipBlocks = () => {
    while (gif[at]) at += gif[at] + 1;
    at++;
  };
  while (gif[at] !== 0x3b) {
    if (gif[at] === 0x21) {
      at += 2;
    } else {
      assert.equal(gif[at], 0x2c, `a block ${gif[at]} at ${at}`);
      frames++;
      at += 10 + tableOf(gif[at + 9]) + 1;
    }
    skipBlocks();
  }
  return frames;
}

test('a loop has a frame for each step, and the map is where it was', async () => {
  const many = Math.min(3, subject.run.times.length);
  await visit(linkTo(subject), async (page) => {
    const time = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('time');
    await page.keyboard.press('p');
    await page.locator('input[name="steps"]').fill(String(many));
    await page.locator('input[name="steps"]').press('Tab');
    assert.equal(countFrames(await saved(page, 'gif')), many);
    await ready(page);
    await page.waitForFunction(
      (was) => new URLSearchParams(location.hash.slice(1)).get('time') === was,
      time,
    );
  });
});

test('a link opens the same view, embedded with little around it', async () => {
  let code;
  await visit(linkTo(subject), async (page) => {
    await page.locator('[data-action="export"]').click();
    const link = new URL(await page.locator('input[name="link"]').inputValue());
    const view = new URLSearchParams(link.hash.slice(1));
    assert.equal(view.get('run'), subject.run.run);
    assert.equal(view.get('layer'), subject.layer.name);
    code = await page.locator('input[name="embed"]').inputValue();
  });
  const source = /src="([^"]+)"/.exec(code)[1].replaceAll('&amp;', '&');
  assert.ok(source.startsWith(`${BASE}/?embed#`), source);
  await visit('', async (page) => {
    await page.goto(source);
    await ready(page);
    assert.equal(await page.locator('.topbar, .variables').count(), 0);
    await page.locator('.legend').waitFor();
    await page.locator('.timeline').waitFor();
    const whole = await page.locator('.attribution a').getAttribute('href');
    assert.ok(whole.startsWith('/#'), whole);
  });
});
