// Loads a server with tiles over HTTP: a fixed random list of zooms 0 to 6 over all times, on grids of 1°,
// 0.25° and 0.09°, and the same bytes from nginx. Prints a table for docs/performance.md.
//
// FENGTU_BENCH_SECONDS says how long each figure is measured; FENGTU_BENCH_GRIDS which grids.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const here = import.meta.dirname;
const fengtu = process.env.FENGTU_BINARY ?? join(root, 'bin/fengtu');
const seconds = Number(process.env.FENGTU_BENCH_SECONDS ?? 4);
const grids = (process.env.FENGTU_BENCH_GRIDS ?? '1,0.25,0.09').split(',');
const work = mkdtempSync(join(tmpdir(), 'fengtu-tiles-'));
const run = '20261123T0000Z';
const times = [run, '20261123T0600Z'];
const rows = [];
const row = (...cells) => {
  rows.push(cells);
  console.error(`bench: ${cells.join(' | ')}`);
};

/** Numbers from 0 to 1, the same each time (Park and Miller). */
function* random(seed = 20261123) {
  for (;;) yield (seed = (seed * 48271) % 2147483647) / 2147483647;
}

/** A list of tile addresses: every zoom as often, each tile of it as likely. */
function list(name, count, layer, query = '') {
  const numbers = random();
  const below = (n) => Math.floor(numbers.next().value * n);
  const paths = Array.from({ length: count }, () => {
    const z = below(7);
    return `/tiles/demo/${run}/${layer}/${times[below(times.length)]}/${z}/${below(2 ** z)}/${below(2 ** z)}.png${query}`;
  });
  const file = join(work, name);
  writeFileSync(file, paths.join('\n'));
  return { file, paths };
}

/** The surface fields of two steps on a grid. */
function store(grid) {
  const raw = join(work, `raw-${grid}`);
  execFileSync(fengtu, ['demo', '--out', raw, '--grid', grid, '--steps', '2', '--levels', '850', '--run', run], { stdio: 'ignore' });
  const folder = join(raw, readdirSync(raw).find((name) => name.startsWith('2026')));
  const files = readdirSync(folder).filter((name) => name.includes('surface')).map((name) => join(folder, name));
  const data = join(work, `data-${grid}`);
  execFileSync(fengtu, ['ingest', '--data', data, ...files], { stdio: 'ignore' });
  rmSync(raw, { recursive: true });
  return data;
}

/** The first one or two cores. */
const core = (n) => (n === 1 ? '0' : '0,1');

/** Starts a server and gives its address and process. */
async function serve(data, cores, ...flags) {
  const server = spawn('taskset', ['-c', core(cores), fengtu, 'serve', '--data', data, '--listen', '127.0.0.1:0', ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, GOMAXPROCS: String(cores) },
  });
  const url = await new Promise((resolve) => {
    let said = '';
    server.stderr.on('data', (text) => {
      said += text;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
  });
  return { url, pid: server.pid, stop: () => new Promise((done) => server.on('exit', done) && server.kill()) };
}

/** Seconds of CPU of a process, and of those that it started. */
function cpuOf(pid) {
  const own = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return (Number(own[11]) + Number(own[12])) / 100 + children.reduce((sum, child) => sum + cpuOf(child), 0);
}
const peakOf = (pid) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** Loads a server with a list from so many clients, which run on the same cores. */
function load(server, paths, clients, cores = 2) {
  const before = cpuOf(server.pid);
  const { stdout } = spawnSync('taskset', ['-c', core(cores), 'wrk', '-t1', `-c${clients}`, `-d${seconds}s`, '-s', join(here, 'load.lua'), server.url], {
    encoding: 'utf8', env: { ...process.env, PATHS: paths.file },
  });
  const [requests, micros, bytes, p50, p95, p99, errors] = /RESULT (.*)/.exec(stdout)[1].split(' ').map(Number);
  if (errors > 0) throw new Error(`${errors} of ${requests} requests failed`);
  return {
    rate: (requests / micros) * 1e6, bytes: bytes / requests, cpu: ((cpuOf(server.pid) - before) / requests) * 1000,
    latency: [p50, p95, p99].map((v) => (v / 1000).toFixed(1)).join(' / '),
  };
}
const told = (r) => [`${r.rate.toFixed(0)}/s`, `${r.cpu.toFixed(2)} ms`, `${r.latency} ms`, `${(r.bytes / 1000).toFixed(1)} kB`];

/** Tiles that are made for each request, from chunks in memory. */
async function uncached(grid, data) {
  const paths = list(`paths-${grid}`, 1000, 'temperature_2m');
  const server = await serve(data, 2, '--tile-memory', '0');
  load(server, paths, 4); // chunks into memory
  for (const clients of grid === '0.25' ? [1, 4, 16] : [4]) {
    row(`made anew, ${grid}°, ${clients} ${clients === 1 ? 'client' : 'clients'}`, ...told(load(server, paths, clients)));
  }
  row(`most memory, ${grid}°`, '', '', '', `${peakOf(server.pid).toFixed(0)} MB`);
  await server.stop();
}

/** Two cores beside one, in turn, so that both meet the same machine. */
async function cores(data) {
  const paths = list('paths-cores', 1000, 'temperature_2m');
  const of = { 1: 0, 2: 0 };
  for (let round = 0; round < 3; round++) {
    for (const n of [1, 2]) {
      const server = await serve(data, n, '--tile-memory', '0');
      load(server, paths, 8, n);
      of[n] = Math.max(of[n], load(server, paths, 8, n).rate);
      await server.stop();
    }
  }
  row('two cores beside one, server and clients on them', `× ${(of[2] / of[1]).toFixed(2)}`, '', '', '');
}

/** Tiles that are kept, beside nginx with the same bytes, in turn. */
async function cached(data) {
  const paths = list('paths-kept', 300, 'temperature_2m');
  const server = await serve(data, 2);
  const site = join(work, 'site');
  for (const path of paths.paths) {
    const file = join(site, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(await (await fetch(server.url + path)).arrayBuffer()));
  }
  const nginx = await startNginx(site);
  const best = {};
  for (let round = 0; round < 3; round++) {
    for (const [name, to] of Object.entries({ kept: server, nginx })) {
      const r = load(to, paths, 16);
      if (!best[name] || r.rate > best[name].rate) best[name] = r;
    }
  }
  row('kept, 16 clients', ...told(best.kept));
  row('the same bytes from nginx, 16 clients', ...told(best.nginx));
  row('kept beside nginx', `× ${(best.kept.rate / best.nginx.rate).toFixed(2)}`, `× ${(best.nginx.cpu / best.kept.cpu).toFixed(2)}`, '', '');
  await nginx.stop();
  await server.stop();
}

async function startNginx(site) {
  const port = 20000 + (process.pid % 20000);
  const conf = join(work, 'nginx.conf');
  writeFileSync(conf, `worker_processes 2; daemon off; pid ${work}/nginx.pid; error_log ${work}/nginx.log;
    events { worker_connections 256; }
    http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=1000;
      types { image/png png; } client_body_temp_path ${work}; proxy_temp_path ${work}; fastcgi_temp_path ${work}; uwsgi_temp_path ${work}; scgi_temp_path ${work};
      server { listen 127.0.0.1:${port}; root ${site}; } }`);
  spawnSync('chmod', ['-R', 'a+rX', work]);
  const nginx = spawn('nginx', ['-c', conf, '-e', `${work}/nginx.log`], { stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 50; i++) {
    if (await fetch(url).catch(() => null)) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return { url, pid: nginx.pid, stop: () => new Promise((done) => nginx.on('exit', done) && nginx.kill()) };
}

try {
  for (const grid of grids) {
    const data = process.env.FENGTU_BENCH_STORES ? join(process.env.FENGTU_BENCH_STORES, `data-${grid}`) : store(grid);
    await uncached(grid, data);
    if (grid === '0.25') {
      await cores(data);
      await cached(data);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log('| tiles of 256 px over HTTP | rate | CPU a tile | p50 / p95 / p99 | size |\n|---|---|---|---|---|');
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
