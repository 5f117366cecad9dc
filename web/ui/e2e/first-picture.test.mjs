// What covers the map until WebGL has drawn it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { picture, ready, shot, startBrowser } from './browser.mjs';
import { chooseSubject, linkTo } from './catalogue.mjs';

let browser;
let subject;

before(async () => {
  browser = await startBrowser();
  subject = await chooseSubject();
});
after(() => browser?.stop());

/** Opens a view whose map does not come before it is let in. */
async function waiting(hash, use) {
  let letIn;
  const wait = new Promise((resolve) => {
    letIn = resolve;
  });
  const { page, faults } = await browser.open(hash, (page) =>
    page.route('**/assets/map-view-*.js', async (route) => {
      await wait;
      await route.continue();
    }),
  );
  try {
    await use(page, letIn);
    assert.deepEqual(faults, []);
  } finally {
    letIn();
    await page.close();
  }
}

/** Which part of two pictures differs by more than a shade. */
function difference(page, one, other) {
  return page.evaluate(
    async (sources) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      const differs = (i) =>
        [0, 1, 2].some((channel) => Math.abs(a[i + channel] - b[i + channel]) > 12);
      let count = 0;
      for (let i = 0; i < a.length; i += 4) count += differs(i) ? 1 : 0;
      return (4 * count) / a.length;
    },
    [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`),
  );
}

const cover = (page) => page.locator('.map-cover[aria-hidden="true"]');

test('it is the picture that the map then has, but for names and the edges of lines', async () => {
  await waiting(linkTo(subject), async (page, letIn) => {
    await cover(page).waitFor({ timeout: 30_000 });
    const first = await picture(page);
    await shot(page, 'first-picture');
    letIn();
    await ready(page);
    assert.equal(await cover(page).count(), 0);
    const part = await difference(page, first, await picture(page));
    assert.ok(part < 0.06, `${(100 * part).toFixed(1)} % differs`);
  });
});

test('it goes as soon as something else is wanted', async () => {
  await waiting(linkTo(subject), async (page) => {
    await cover(page).waitFor({ timeout: 30_000 });
    await page.keyboard.press('End');
    await cover(page).waitFor({ state: 'detached' });
  });
});

test('there is none where the map is not Mercator', async () => {
  await waiting(`${linkTo(subject)}&projection=globe`, async (page, letIn) => {
    const isFetched = (url) => url.pathname.startsWith('/tiles/');
    let count = 0;
    page.on('request', (request) => {
      count += isFetched(new URL(request.url())) ? 1 : 0;
    });
    letIn();
    await ready(page);
    assert.equal(count, 0);
    await shot(page, 'globe');
  });
});
