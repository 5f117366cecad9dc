// A CoverageJSON reader, which knows nothing of Fengtu, against the real server: it finds the numbers of
// the native point answer in what OGC API – EDR gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from 'covjson-reader';

const { FENGTU_URL } = process.env;
const RUN = '20261123T0000Z';
const COLLECTION = `${FENGTU_URL}/edr/collections/demo`;

async function json(address) {
  const response = await fetch(address);
  assert.equal(response.status, 200, address);
  return response.json();
}

/** Asks for a query and has the answer read as CoverageJSON. */
async function coverage(query, parameters) {
  const address = `${COLLECTION}/instances/${RUN}/${query}?${new URLSearchParams(parameters)}`;
  const response = await fetch(address);
  assert.equal(response.headers.get('content-type'), 'application/vnd.cov+json', address);
  return read(await response.json());
}

async function native(parameters) {
  const query = new URLSearchParams({ dataset: 'demo', run: RUN, ...parameters });
  return (await json(`${FENGTU_URL}/api/v1/point?${query}`)).points[0];
}

const kind = (domain) => domain.domainType.split(/[#/]/).pop();

test('the landing page leads to a series at a position', async () => {
  const landing = await json(`${FENGTU_URL}/edr`);
  const { collections } = await json(landing.links.find((l) => l.rel === 'data').href);
  const demo = collections.find((c) => c.id === 'demo');
  assert.equal(demo.parameter_names.temperature_2m.unit.symbol.value, 'K');
  const address = `${demo.data_queries.position.link.href}?coords=POINT(121.47 31.23)&parameter-name=temperature_2m`;
  const series = await read(await json(address));
  assert.equal(kind(await series.loadDomain()), 'PointSeries');
});

test('a position has the numbers of the native answer', async () => {
  const point = await native({ lat: 31.23, lon: 121.47, layers: 'temperature_2m' });
  const series = await coverage('position', {
    coords: 'POINT(121.47 31.23)',
    'parameter-name': 'temperature_2m',
  });
  const domain = await series.loadDomain();
  const range = await series.loadRange('temperature_2m');
  const times = domain.axes
    .get('t')
    .values.map((t) => new Date(t).toISOString().replace('.000', ''));
  assert.deepEqual(times, point.times);
  const values = times.map((_, t) => range.get({ t }));
  assert.deepEqual(values, point.layers.temperature_2m.values);
  assert.equal(series.parameters.get('temperature_2m').unit.symbol.value, 'K');
});

test('a profile goes over the levels', async () => {
  const profile = await coverage('position', {
    coords: 'POINT(121.47 31.23)',
    'parameter-name': 'temperature',
    datetime: '2026-11-23T06:00:00Z',
  });
  const domain = await profile.loadDomain();
  assert.equal(kind(domain), 'VerticalProfile');
  const levels = [...domain.axes.get('z').values];
  const range = await profile.loadRange('temperature');
  const layers = levels.map((hPa) => `temperature_${hPa}hPa`);
  const point = await native({
    lat: 31.23,
    lon: 121.47,
    layers: layers.join(),
    times: '2026-11-23T06:00Z',
  });
  assert.ok(levels.length > 5);
  for (const [z, layer] of layers.entries())
    assert.equal(range.get({ z }), point.layers[layer].values[0], layer);
});

test('a cube is the nodes, an area has nothing outside', async () => {
  const asked = { 'parameter-name': 'temperature_2m', datetime: '2026-11-23T06:00:00Z' };
  const cube = await coverage('cube', { bbox: '100,20,104,23', ...asked });
  const domain = await cube.loadDomain();
  assert.equal(kind(domain), 'Grid');
  const [ys, xs] = ['y', 'x'].map((name) => domain.axes.get(name).values);
  assert.deepEqual([...ys], [23, 22, 21, 20]);
  assert.deepEqual([...xs], [100, 101, 102, 103, 104]);
  const range = await cube.loadRange('temperature_2m');
  const point = await native({
    lat: 21,
    lon: 103,
    layers: 'temperature_2m',
    times: '2026-11-23T06:00Z',
  });
  assert.equal(range.get({ t: 0, y: 2, x: 3 }), point.layers.temperature_2m.values[0]);

  const area = await coverage('area', {
    coords: 'POLYGON((99.5 19.5,104.5 19.5,99.5 23.5,99.5 19.5))',
    ...asked,
  });
  const within = await area.loadRange('temperature_2m');
  assert.equal(within.get({ t: 0, y: 3, x: 0 }), range.get({ t: 0, y: 3, x: 0 }));
  assert.equal(within.get({ t: 0, y: 0, x: 4 }), null);
});

test('a trajectory and a collection are read', async () => {
  const way = await coverage('trajectory', {
    coords: `LINESTRINGM(121 31 ${Date.UTC(2026, 10, 23, 0) / 1000},123 31 ${Date.UTC(2026, 10, 23, 6) / 1000})`,
    'parameter-name': 'temperature_2m',
  });
  const domain = await way.loadDomain();
  assert.equal(kind(domain), 'Trajectory');
  const tuples = domain.axes.get('composite').values;
  assert.ok(tuples.length >= 3);
  const range = await way.loadRange('temperature_2m');
  const end = await native({
    lat: 31,
    lon: 123,
    layers: 'temperature_2m',
    times: '2026-11-23T06:00Z',
  });
  assert.equal(range.get({ composite: tuples.length - 1 }), end.layers.temperature_2m.values[0]);

  const places = await coverage('position', {
    coords: 'MULTIPOINT((121 31),(116 40))',
    'parameter-name': 'temperature_2m',
  });
  assert.equal(places.coverages.length, 2);
});

test('what is wrong is said in the shape of the standard', async () => {
  const response = await fetch(`${COLLECTION}/position?coords=POINT(10 95)`);
  assert.equal(response.status, 400);
  const { code, description } = await response.json();
  assert.equal(code, '400');
  assert.match(description, /Well-Known Text/);
});

test('everything at a position, stored and derived', async () => {
  const { parameter_names: names } = await json(COLLECTION);
  const all = await coverage('position', {
    coords: 'POINT(121.47 31.23)',
    datetime: '2026-11-23T06:00:00Z',
  });
  const found = all.coverages.flatMap((c) => [...c.parameters.keys()]);
  assert.deepEqual(found.sort(), Object.keys(names).sort());
});
