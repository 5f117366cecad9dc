// The budgets of point forecasts: requests to a server on the same processors as those that ask, each
// for other places.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const layers = ['temperature_2m', 'pressure_msl', 'wind_u_component_10m', 'wind_v_component_10m', 'wind_u_component_100m',
  'wind_v_component_100m', 'temperature_850hPa', 'temperature_500hPa', 'geopotential_height_500hPa', 'specific_humidity_850hPa'];
const openMeteo = ['temperature_2m', 'relative_humidity_850hPa', 'pressure_msl', 'surface_pressure', 'precipitation', 'cloud_cover',
  'wind_speed_10m', 'wind_direction_10m', 'wind_speed_100m', 'temperature_850hPa'];
const native = (list) => `/api/v1/point?dataset=demo&lat={lat}&lon={lon}&layers=${list.join(',')}`;

/** The points part of bench.mjs, whose tools are handed in. */
export async function points({ make, demo, must, row, fengtu, here, root, fresh, work }) {
  const made = make('points', (dir) => {
    demo(join(dir, 'files'), '--grid', '0.5', '--steps', '57', '--levels', '850,500');
    must(fengtu, 'ingest', '--data', join(dir, 'store'), join(dir, 'files'));
  });
  const files = join(made, 'files', readdirSync(join(made, 'files')).find((f) => f.startsWith('2026')));
  const store = join(made, 'store');
  const load = join(work, 'load');
  must('go', 'build', '-o', load, join(here, 'load'));
  const budget = 'p99 ≤ 5 ms, ≤ 0.4 ms, ≥ 5,000/s';

  // Clients on the same cores take them from the server in the middle of an answer, which those on other
  // machines do not: the last ones are scheduled as batch jobs are, and wait for a core.
  for (const [clients, batch] of [[1], [4], [16], [16, true]]) {
    await serving(fengtu, store, (server) => {
      const what = `point of 10 layers × 57 times, ${clients} client${clients > 1 ? 's' : ''}${batch ? ' that wait for a core' : ''}`;
      row(`${what}, no chunk in memory at first`, server.ask(load, clients, 3, native(layers), { batch }), budget);
      server.ask(load, 16, 6, native(layers));
      row(`${what}, chunks in memory as far as they fit`, server.ask(load, clients, 4, native(layers), { batch }), budget);
    });
  }
  // Asked for half as often as it can answer: when it is asked for more, they wait for one another.
  await serving(fengtu, store, (server) => {
    const what = 'the same, 16 clients, 2,500 requests a second';
    row(`${what}, no chunk in memory at first`, server.ask(load, 16, 3, native(layers), { rate: 2500 }), 'p99 ≤ 5 ms');
    server.ask(load, 16, 6, native(layers));
    row(`${what}, chunks in memory as far as they fit`, server.ask(load, 16, 4, native(layers), { rate: 2500 }), 'p99 ≤ 5 ms');
  });
  await serving(fengtu, store, (server) => {
    row('1,000 places × 1 layer × 57 times, 1 client', server.ask(load, 1, 4, native(['temperature_2m']), { places: 1000 }), '≤ 100 ms');
    row('/v1/forecast, 10 variables × 168 hours, 16 clients',
      server.ask(load, 16, 4, `/v1/forecast?latitude={lat}&longitude={lon}&hourly=${openMeteo.join(',')}`));
    row('Locationforecast compact, 16 clients', server.ask(load, 16, 4, '/weatherapi/locationforecast/2.0/compact?lat={lat}&lon={lon}'));
  });
  const arriving = fresh();
  cpSync(join(store, 'demo'), join(arriving, 'demo'), { recursive: true });
  const run = join(arriving, 'demo', readdirSync(join(arriving, 'demo')).find((f) => f.startsWith('2026')));
  rmSync(join(run, 'series'), { recursive: true });
  rmSync(join(run, 'cloud_cover', 'c.56.0.0')); // a run that lacks a field is not laid out
  await serving(fengtu, arriving, (server) => {
    row('point while a run arrives, 1 client', server.ask(load, 1, 4, native(layers)), '≤ 30 ms');
  });
  const whole = join(store, 'demo', readdirSync(join(store, 'demo')).find((f) => f.startsWith('2026')));
  compare(row, 'xarray, from the NetCDF files (float32, uncompressed)', '/usr/bin/python3', join(here, 'point_xarray.py'), files, '5');
  compare(row, 'zarrita, from the store on disk', 'node', join(root, 'web/ui/scripts/point-zarrita.mjs'), whole, '50', ...layers);
}

function compare(row, what, command, ...args) {
  const { status, stdout } = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) return row(`the same with ${what}`, `not measured: status ${status}`);
  const { open, point } = JSON.parse(stdout);
  row(`the same with ${what}`, `${point.toFixed(1)} ms, once it has opened them in ${open.toFixed(2)} s`);
}

/** Starts a server on a store, hands it to use, and ends it. */
async function serving(fengtu, store, use) {
  const port = 20000 + Math.floor(Math.random() * 20000);
  const server = spawn(fengtu, ['serve', '--data', store, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  try {
    for (let k = 0; k < 100 && !(await fetch(`${base}/readyz`).then((r) => r.ok, () => false)); k++) await new Promise((r) => setTimeout(r, 100));
    await new Promise((r) => setTimeout(r, 3000)); // it unpacks the boundaries of time zones as it starts
    use({
      ask(load, clients, seconds, path, { places = 1, rate = 0, batch = false } = {}) {
        const before = cpuOf(server.pid);
        const flags = ['-clients', clients, '-seconds', seconds, '-places', places, '-rate', rate].map(String);
        const [command, ...first] = batch ? ['chrt', '--batch', '0', load] : [load];
        const { status, stdout } = spawnSync(command, [...first, ...flags, base + path], { stdio: ['ignore', 'pipe', 'inherit'] });
        if (status !== 0) throw new Error(`load: status ${status}`);
        const r = JSON.parse(stdout);
        const each = ((cpuOf(server.pid) - before) / r.requests) * 1000;
        const ms = (n) => n.toFixed(n < 10 ? 2 : 0);
        return `${r.perSecond.toFixed(0)}/s, p50 ${ms(r.p50)}, p95 ${ms(r.p95)}, p99 ${ms(r.p99)} ms, ${ms(each)} ms of the server's CPU, ${ms(r.ownCPU)} of the clients'`;
      },
    });
  } finally {
    server.kill();
  }
}

/** The seconds of CPU that a process has used. */
function cpuOf(pid) {
  const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(after[11]) + Number(after[12])) / 100;
}
