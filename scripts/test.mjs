// Runs every test: Go's, the front end's, and the browser's against the real binary. Ends with a
// plain count, and fails when a test does.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdlOf, ENSEMBLE, OCEAN } from './family.mjs';

const root = new URL('..', import.meta.url).pathname;
const ui = join(root, 'web/ui');
const binary = join(root, 'bin/fengtu');
const scratch = mkdtempSync(join(tmpdir(), 'fengtu-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

function count(name, passed, failed, skipped = 0) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  console.log(`${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
}

/** Runs a command whose failure is a failure of the whole. */
function must(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: status ${status}`);
}

/**
 * Go's tests. The race detector leaves out the demo's weather, which is long sums in one goroutine, and takes
 * many times as long with it: its own tests run without, and in others' it is compiled without.
 */
function goTests() {
  const list = spawnSync('go', ['list', './...'], { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n');
  const isWeather = (name) => name.includes('/ingest/demo');
  const sums = '-gcflags=github.com/fengtu/fengtu/ingest/demo/internal/...=-race=false';
  goTest('go, race detector on', ['-race', sums, ...list.filter((name) => !isWeather(name))]);
  goTest('go, synthetic weather', list.filter(isWeather));
}

function goTest(title, args) {
  const { stdout, stderr, status } = spawnSync('go', ['test', '-json', '-timeout', '20m', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const counts = { pass: 0, fail: 0, skip: 0 };
  const output = new Map();
  for (const line of stdout.split('\n').filter((text) => text.startsWith('{'))) {
    const event = JSON.parse(line);
    const key = `${event.Package}\t${event.Test ?? ''}`;
    if (event.Action === 'output') output.set(key, (output.get(key) ?? '') + event.Output);
    if (event.Test && event.Action in counts) counts[event.Action]++;
    if (event.Action === 'fail') console.log(`--- ${key}\n${output.get(key) ?? ''}`);
  }
  if (stderr.trim()) console.log(stderr.trim());
  // A package that does not build fails without a failing test.
  count(title, counts.pass, counts.fail || (status === 0 ? 0 : 1), counts.skip);
}

function unitTests() {
  const file = join(scratch, 'vitest.json');
  spawnSync('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${file}`], {
    cwd: ui,
    stdio: 'inherit',
  });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  count('front end', report.numPassedTests ?? 0, (report.numFailedTests ?? 0) + (report.success ? 0 : report.numFailedTests ? 0 : 1));
}

/** Serves the demo's real files and the first steps of a synthetic run that goes on for longer. */
async function serve() {
  const data = join(scratch, 'data');
  const inbox = join(scratch, 'inbox');
  for (const [run, levels, last] of [
    ['20261123T0000Z', [], '2026-11-23T12:00:00'],
    ['20261122T1800Z', ['--levels', '850,500'], '2026-11-23T06:00:00'], // to compare with
  ]) {
    must(binary, ['demo', '--out', inbox, '--grid', '1', '--steps', '3', '--run', run, ...levels], { stdio: 'ignore' });
    for (const kind of ['pressure', 'surface']) { // still to come
      rmSync(join(inbox, `${run.slice(0, 4)}-${run.slice(4, 6)}-${run.slice(6, 8)}T${run.slice(9, 11)}:00:00`, `${last}_${kind}.nc`));
    }
  }
  must(binary, ['ingest', '--data', data, 'demo', inbox], { stdio: ['ignore', 'ignore', 'inherit'] });
  addFamily(data);
  const server = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { cwd: root });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (text) => {
      said += text;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.on('exit', (status) => reject(new Error(`serve ended with status ${status}: ${said}`)));
  });
  return { data, url, stop: () => server.kill() };
}

/** An ensemble of the same times as the synthetic run, and a monthly ocean. */
function addFamily(data) {
  for (const [dataset, description] of [['members', ENSEMBLE], ['ocean', OCEAN]]) {
    const file = join(scratch, `${dataset}.nc`);
    must('ncgen', ['-o', file], { input: cdlOf(description), stdio: ['pipe', 'inherit', 'inherit'] });
    must(binary, ['ingest', '--data', data, '--dataset', dataset, file], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

async function browserTests() {
  const { data, url, stop } = await serve();
  const file = join(scratch, 'e2e.tap');
  try {
    // Not spawnSync: the server's output must be read meanwhile.
    const tests = spawn(
      'node',
      [
        '--test', '--test-concurrency=1',
        '--test-reporter=spec', '--test-reporter-destination=stdout',
        '--test-reporter=tap', `--test-reporter-destination=${file}`,
        ...readdirSync(join(ui, 'e2e')).filter((name) => name.endsWith('.test.mjs')).map((name) => `e2e/${name}`),
      ],
      { cwd: ui, stdio: 'inherit', env: { ...process.env, FENGTU_URL: url, FENGTU_DATA: data, FENGTU_FILES: join(root, 'demo') } },
    );
    await new Promise((resolve) => tests.on('exit', resolve));
    await examples(url);
  } finally {
    stop();
  }
  const tap = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const number = (name) => Number(tap.match(new RegExp(`^# ${name} (\\d+)`, 'm'))?.[1] ?? 0);
  const ran = number('pass') + number('fail');
  count('end to end', number('pass'), number('fail') + number('cancelled') + (ran ? 0 : 1), number('skipped'));
}

/** Draws the examples in map libraries, and reads vector tiles with Mapbox's own decoder. */
async function examples(url) {
  const check = spawn('node', ['check.mjs', url], { cwd: join(root, 'examples'), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  check.stdout.on('data', (text) => {
    said += text;
  });
  const status = await new Promise((resolve) => check.on('exit', resolve));
  console.log(said.trimEnd());
  const failed = said.match(/^FAIL/gm)?.length ?? 0;
  count('examples', said.match(/^ok/gm)?.length ?? 0, failed || (status === 0 ? 0 : 1));
}

try {
  goTests();
  unitTests();
  await browserTests();
} catch (error) {
  console.log(error.message);
  total.failed++;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
