// Draws every example in Chromium against a running server, and fails where one asks for anything
// that is not there, or draws nothing. Then reads vector tiles with Mapbox's own decoder, and runs
// the commands of the READMEs and of power/curl.sh.
//   node check.mjs [http://127.0.0.1:8080] [folder for screenshots]
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { VectorTile, classifyRings } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { chromium } from 'playwright-core';
import { readme } from './readme.mjs';

const server = (process.argv[2] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
const shots = process.argv[3];
const here = import.meta.dirname;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' };
let failed = 0;
const check = (name, fault) => {
  console.log(`${fault ? 'FAIL' : 'ok  '} ${name}${fault ? `: ${fault}` : ''}`);
  failed += fault ? 1 : 0;
};

const files = createServer((request, response) => {
  try {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    const body = readFileSync(join(here, path));
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => files.listen(0, '127.0.0.1', done));
const pages = `http://127.0.0.1:${files.address().port}`;

const folder = mkdtempSync(join(tmpdir(), 'fengtu-examples-'));
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1000, height: 640 },
  env: { ...process.env, HOME: folder },
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
});
for (const [name, from, least] of [['leaflet', '/tiles/', 5], ['openlayers', '/tiles/', 5], ['maplibre', '/tiles/', 5], ['wms', '/wms?', 3]]) {
  const page = await context.newPage();
  const faults = [];
  let answers = 0;
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('response', (response) => {
    if (response.url().startsWith(server + from)) answers++;
    if (response.status() >= 400 && !response.url().endsWith('favicon.ico')) faults.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${pages}/${name}.html?server=${server}`);
  await page.waitForFunction(() => window.ready === true, null, { timeout: 120_000 }).catch((error) => faults.push(String(error)));
  const picture = await page.screenshot(shots ? { path: join(shots, `${name}.png`) } : {});
  if (answers < least) faults.push(`only ${answers} answers`);
  if (picture.length < 30_000) faults.push('there is next to nothing on the picture');
  if (name === 'wms') {
    const told = await page.textContent('#value');
    if (!/^Temperature 2 m: -?[\d.]+ °C, 20/.test(told)) faults.push(`the value is told as ${told}`);
  }
  check(name, faults.join('\n     '));
  await page.close();
}
await context.close();
files.close();
rmSync(folder, { recursive: true, force: true });

// Every ring must be closed, wound as the specification says, and within the tile's buffer.
const layers = { pressure_msl: ['isolines', 'isobands', 'centres'], wind_10m: ['arrows'] };
for (const [layer, names] of Object.entries(layers)) {
  const about = await (await fetch(`${server}/tiles/demo/latest/${layer}/tilejson.json?form=mvt&layers=${names}`)).json();
  for (const [z, x, y] of [[0, 0, 0], [3, 6, 3], [5, 26, 12], [8, 214, 104]]) {
    const address = about.tiles[0].replace('{z}', z).replace('{x}', x).replace('{y}', y);
    const tile = new VectorTile(new PbfReader(new Uint8Array(await (await fetch(address)).arrayBuffer())));
    const faults = [];
    let features = 0;
    for (const [name, content] of Object.entries(tile.layers)) {
      if (!names.includes(name) || content.version !== 2 || content.extent !== 4096) faults.push(`layer ${name}`);
      for (let i = 0; i < content.length; i++, features++) {
        const feature = content.feature(i);
        const parts = feature.loadGeometry();
        const outside = parts.flat().find((p) => Math.min(p.x, p.y) < -128 || Math.max(p.x, p.y) > 4096 + 128);
        if (outside && name !== 'centres') faults.push(`${name} has a point at ${outside.x}, ${outside.y}`);
        if (name === 'isolines' && parts.some((part) => part.length < 2)) faults.push('a line of one point');
        if (name === 'isobands' && classifyRings(parts).flat().length !== parts.length) faults.push('a ring without area');
        feature.toGeoJSON(x, y, z);
      }
    }
    if (features === 0 && z < 8) faults.push('no features');
    check(`${layer} ${z}/${x}/${y}.mvt, ${features} features`, [...new Set(faults)].join('; '));
  }
}

readme(server, check);
const power = spawnSync('sh', [join(here, 'power/curl.sh'), server], { cwd: mkdtempSync(join(tmpdir(), 'fengtu-power-')), encoding: 'utf8' });
check('power/curl.sh', power.status === 0 ? '' : power.stderr);
process.exit(failed ? 1 : 0);
