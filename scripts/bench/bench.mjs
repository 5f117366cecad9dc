// Measures the budgets of docs/performance.md that no Go benchmark can: whole commands, beside other
// programs on the same files in the same rounds. Prints one table. bench.mjs [points|real|rates|ghr]…
// does some of it.
//
// FENGTU_BENCH_HOME keeps the synthetic files, some 20 GB, from one run to the next; FENGTU_BENCH_STEPS
// and FENGTU_BENCH_ROUNDS say how much is measured.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { points } from './points.mjs';

const root = new URL('../..', import.meta.url).pathname;
const here = new URL('.', import.meta.url).pathname;
const fengtu = join(root, 'bin/fengtu');
const home = process.env.FENGTU_BENCH_HOME ?? mkdtempSync(join(tmpdir(), 'fengtu-bench-'));
const steps = Number(process.env.FENGTU_BENCH_STEPS ?? 16);
const rounds = Number(process.env.FENGTU_BENCH_ROUNDS ?? 3);
const run = '2026-11-23T00:00Z';
const work = mkdtempSync(join(home.startsWith(tmpdir()) ? tmpdir() : home, 'fengtu-stores-'));
const table = [];

const must = (command, ...args) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 }).toString();
const say = (text) => console.error(`bench: ${text}`);
const row = (...cells) => {
  table.push([...cells, '', ''].slice(0, 3));
  say(cells.join(' | '));
};
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const fresh = () => mkdtempSync(join(work, 'store-'));

/** Runs a command and gives its seconds by the clock and of all its processes' CPU, and its output. */
function timed(command, ...args) {
  const script = 'TIMEFORMAT="%R %U %S"; { time "$@" 2>&3; } 2>"$0"';
  const times = join(work, 'times');
  const { status, stdout } = spawnSync('bash', ['-c', `exec 3>&2; ${script}`, times, command, ...args], { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 4).join(' ')}: status ${status}`);
  const [wall, user, system] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
  return { wall, cpu: user + system, out: stdout.toString() };
}

/** Runs a command and gives the most memory that its processes held together, in MB. */
async function peak(command, ...args) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => child.on('exit', done));
  let most = 0;
  const watch = setInterval(() => { most = Math.max(most, memoryOf(child.pid)); }, 50);
  const status = await ended;
  clearInterval(watch);
  if (status !== 0) throw new Error(`${command}: status ${status}`);
  return most / 1024;
}

/** The memory of a process and those that it started, in kB; what they share counts once. */
function memoryOf(pid) {
  try {
    const own = Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((t) => readFileSync(`/proc/${pid}/task/${t}/children`, 'utf8').split(' ').filter(Boolean));
    return own + children.reduce((sum, c) => sum + memoryOf(c), 0);
  } catch {
    return 0; // ended meanwhile
  }
}

/** Makes a folder of files once. */
function make(name, fill) {
  const dir = join(home, name);
  if (!existsSync(join(dir, 'whole'))) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    say(`making ${name}`);
    fill(dir);
    writeFileSync(join(dir, 'whole'), '');
  }
  return dir;
}
const files = (dir, pattern = /\.nc$/) => readdirSync(dir).filter((f) => pattern.test(f)).sort().map((f) => join(dir, f));
const demo = (dir, ...flags) => must(fengtu, 'demo', '--out', dir, '--run', run, ...flags);
const inside = (dir) => join(dir, readdirSync(dir).find((f) => f.startsWith('2026')));

/** Writes files once more as xarray does with zlib 1: FengWu's 69 channels, chunked as asked. */
function zlib(from, dir, chunk, only = /\.nc$/) {
  for (const f of files(from, only)) {
    const surface = f.endsWith('_surface.nc');
    const cut = surface ? ['-c', 'time/1,latitude/721,longitude/1440', '-V', 'time,latitude,longitude,u10,v10,t2m,msl'] : ['-c', `time/1,${chunk}`];
    must('nccopy', '-k', 'nc4', '-d', '1', '-s', ...cut, f, join(dir, basename(f)));
  }
}

function ingest(list, store, ...flags) {
  return timed(fengtu, 'ingest', '--json', '--data', store, '--dataset', 'fengwu', ...flags, ...list);
}

const bytesOf = (dir) => files(dir, /./).reduce((sum, f) => sum + statSync(f).size, 0);

/** The bytes of a store's fields: by map, their coarser copies, by location, and as float32. */
function sizes(store) {
  const sum = { map: 0, overview: 0, series: 0, float32: 0 };
  const walk = (dir, kind) => {
    for (const e of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, e.name);
      if (e.isDirectory()) walk(path, e.name === 'series' ? 'series' : e.name.startsWith('overview') ? 'overview' : kind);
      else if (e.name.startsWith('c.')) {
        const { shape, dimension_names: names } = JSON.parse(readFileSync(join(dir, 'zarr.json')));
        if (names.length < 3) continue; // a coordinate
        sum[kind] += statSync(path).size;
        if (kind === 'map') sum.float32 += 4 * shape.slice(1).reduce((a, b) => a * b, 1);
      }
    }
  };
  walk(store, 'map');
  return sum;
}
const share = (n) => n.toFixed(3);

function rates() {
  const raw = inside(make('demo25', (dir) => demo(dir, '--grid', '0.25', '--steps', String(steps))));
  const good = make('zlib25', (dir) => zlib(raw, dir, 'isobaricInhPa/1,latitude/721,longitude/1440'));
  const list = files(good);
  const decode = join(work, 'decode');
  must('gcc', '-O2', '-o', decode, join(here, 'decode.c'), '-lnetcdf');
  const total = Number(must(decode, ...list));
  const some = list.slice(0, -1); // a run that lacks a file is not laid out by location
  const someBytes = Number(must(decode, ...some));
  const halves = [0, 1].map((k) => list.filter((_, i) => Math.floor(i / 2) % 2 === k));
  const plain = [], map = [], both = [], ratio = { map: [], both: [] }, ofCPU = { map: [], both: [] };
  let store;
  for (let k = 0; k < rounds; k++) {
    say(`round ${k + 1} of ${rounds}`);
    const readers = timed('bash', '-c', '"$0" ${1} & "$0" ${2} & wait', decode, ...halves.map((h) => h.join(' ')));
    plain.push(total / readers.wall / 1e6);
    const one = ingest(some, fresh());
    map.push(someBytes / one.wall / 1e6);
    store = fresh();
    const two = ingest(list, store);
    both.push(total / two.wall / 1e6);
    ratio.map.push(map[k] / plain[k]);
    ratio.both.push(both[k] / plain[k]);
    ofCPU.map.push(readers.cpu / total / (one.cpu / someBytes));
    ofCPU.both.push(readers.cpu / two.cpu);
  }
  const rate = (list) => `${median(list).toFixed(0)} MB/s`;
  row(`two plain libnetcdf readers, zlib, ${steps} steps of 69 × 0.25°`, rate(plain));
  // By the clock a program of many threads gains on a busy machine; by CPU it does not.
  const against = (k) => `${share(median(ratio[k]))} of the readers by the clock, ${share(median(ofCPU[k]))} by CPU`;
  row('fengtu ingest of the same, map layout', `${rate(map)}, ${against('map')}`, '≥ 0.65');
  row('fengtu ingest of the same, both layouts', `${rate(both)}, ${against('both')}`, '≥ 0.50');
  xarray(list, total);
  const s = sizes(store), of = (n) => n / s.float32;
  row('size of that: map + overviews + by location = both, of float32',
    `${share(of(s.map))} + ${share(of(s.overview))} + ${share(of(s.series))} = ${share(of(s.map + s.overview + s.series))}`, '≤ 0.50');
  row('the zlib files, of float32', share(bytesOf(good) / total), 'more than both');
  trap(raw, good);
}

function xarray(list, total) {
  const halves = [0, 1].map((k) => list.filter((_, i) => Math.floor(i / 2) % 2 === k));
  const python = '/usr/bin/python3';
  const probe = spawnSync(python, [join(here, 'to_zarr.py'), join(work, 'none')]);
  if (probe.status !== 0) return row('xarray to_zarr of the same', 'not measured: python3-xarray or python3-zarr is missing');
  const out = fresh();
  const { wall } = timed('bash', '-c', 'python=$0; "$python" $1 $2 $3 & "$python" $1 $4 $5 & wait', python, join(here, 'to_zarr.py'),
    join(out, 'a'), halves[0].join(' '), join(out, 'b'), halves[1].join(' '));
  row('xarray to_zarr of the same, two processes', `${(total / wall / 1e6).toFixed(0)} MB/s`);
}

function trap(raw, good) {
  const bad = make('trap25', (dir) => zlib(raw, dir, 'isobaricInhPa/7,latitude/361,longitude/720', /_pressure\.nc$/));
  const ratios = [];
  for (let k = 0; k < rounds; k++) {
    const slow = ingest(files(bad), fresh()).wall;
    ratios.push(slow / ingest(files(good, /_pressure\.nc$/), fresh()).wall);
  }
  row('chunks of 1 × 7 × 361 × 720 against a field each, both layouts', `${median(ratios).toFixed(2)} × the time`, '≤ 1.3');
}

async function ghr() {
  const raw = inside(make('demo09', (dir) => demo(dir, '--grid', '0.09', '--steps', '2')));
  const list = files(raw);
  const some = list.slice(0, -1); // a run that lacks a file is not laid out by location
  const bytesIn = (files) => files.reduce((sum, f) => sum + statSync(f).size, 0);
  const map = [], both = [];
  for (let k = 0; k < rounds; k++) {
    map.push(bytesIn(some) / ingest(some, fresh(), '--memory', '512').cpu / 1e6);
    both.push(bytesIn(list) / ingest(list, fresh(), '--memory', '512').cpu / 1e6);
  }
  const rate = (list) => `${median(list).toFixed(0)} MB/s a second of CPU`;
  row('uncompressed 2001 × 4000, 13 levels, map layout', rate(map), '≥ 300');
  row('both layouts', rate(both));
  row('most memory of that, all processes', `${(await peak(fengtu, 'ingest', '--data', fresh(), ...list)).toFixed(0)} MB`, '≤ 1000 MB');
}

function real() {
  for (const name of ['era5-gust', 'ecmwf-msl', 'era5-europe']) {
    const store = fresh();
    must(fengtu, 'ingest', '--data', store, join(root, 'demo', name));
    const s = sizes(store), of = (n) => share(n / s.float32);
    row(`size of demo/${name}: map + overviews + by location = both, of float32`,
      `${of(s.map)} + ${of(s.overview)} + ${of(s.series)} = ${of(s.map + s.overview + s.series)}`, '≤ 0.50');
  }
}

try {
  const parts = { points: () => points({ make, demo, must, row, fengtu, here, root, fresh, work }), real, rates, ghr };
  const chosen = process.argv.slice(2);
  for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) await parts[name]();
} finally {
  rmSync(work, { recursive: true, force: true });
  if (!process.env.FENGTU_BENCH_HOME) rmSync(home, { recursive: true, force: true });
}
console.log(`\n${cpus().length} cores of ${cpus()[0].model}, medians of ${rounds} rounds\n`);
console.log('| work | figure | budget |\n|---|---|---|');
for (const r of table) console.log(`| ${r.join(' | ')} |`);
