// The store as other readers see it: zarrita opens a run, on disk and over HTTP, and finds the
// values that libnetcdf's own ncdump prints of the file that went in.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { FileSystemStore } from '@zarrita/storage';
import * as zarr from 'zarrita';

const { FENGTU_URL, FENGTU_DATA, FENGTU_FILES } = process.env;
const RUN = 'era5-europe/20200101T0000Z';

/** What ncdump prints of a packed variable, unpacked. */
function dump(file, name) {
  const path = join(FENGTU_FILES, 'era5-europe', file);
  const { stdout, status } = spawnSync('ncdump', ['-p', '9,17', '-v', name, path], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, `ncdump ${path}`);
  const attribute = (key) => Number(stdout.match(new RegExp(`${name}:${key} = ([^ ;]+)`))[1]);
  const [scale, offset] = [attribute('scale_factor'), attribute('add_offset')];
  const list = stdout.slice(stdout.lastIndexOf(` ${name} =`)).match(/=([^;]*);/)[1];
  return list.split(',').map((raw) => Number(raw) * scale + offset);
}

/** The values of a layer, unpacked as its CF attributes say. */
async function read(group, layer) {
  const array = await zarr.open(group.resolve(layer), { kind: 'array' });
  const { data, shape } = await zarr.get(array);
  const { scale_factor: scale = 1, add_offset: offset = 0, _FillValue: fill } = array.attrs;
  const values = Array.from(data, (raw) =>
    raw === fill ? Number.NaN : Number(raw) * scale + offset,
  );
  return { shape, values, attributes: array.attrs };
}

const stores = {
  'on disk': () => new FileSystemStore(join(FENGTU_DATA, RUN)),
  'over HTTP': () => new zarr.FetchStore(`${FENGTU_URL}/zarr/${RUN}`),
};

for (const [where, open] of Object.entries(stores)) {
  test(`zarrita reads ${where} what libnetcdf reads`, async () => {
    const group = await zarr.open(zarr.root(open()), { kind: 'group' });
    assert.equal(group.attrs.forecast_reference_time, '2020-01-01T00:00:00Z');
    const pressureLevels = [
      100, 200, 300, 400, 500, 550, 600, 650, 700, 750, 775, 800, 825, 850, 875, 900, 925, 950, 975,
      1000,
    ];
    const nodes = 41 * 41;
    for (const [file, name, layer, limit] of [
      ['ERA5_2020-01-01_u10.nc', 'u10', 'wind_u_component_10m', 0.00782],
      ['ERA5_2020-01-01_sp.nc', 'sp', 'surface_pressure', 0.76],
      ['ERA5_2020-01-01_pl_q.nc', 'q', 'specific_humidity_850hPa', 0],
    ]) {
      const { shape, values } = await read(group, layer);
      assert.deepEqual(shape, [24, 41, 41]);
      const byLocation = await read(group, `series/${layer}`);
      assert.deepEqual(byLocation.shape, shape);
      assert.deepEqual(byLocation.values, values);
      const all = dump(file, name);
      const isOnLevels = all.length > 24 * nodes;
      const level = isOnLevels ? pressureLevels.indexOf(850) : 0;
      const levels = isOnLevels ? pressureLevels.length : 1;
      values.forEach((value, i) => {
        const want = all[(Math.floor(i / nodes) * levels + level) * nodes + (i % nodes)];
        const tolerance = limit || Math.max(1e-7, Math.abs(want) * 0.001);
        assert.ok(
          Math.abs(value - want) <= tolerance,
          `${layer}[${i}] is ${value}, ncdump prints ${want}`,
        );
      });
    }
  });
}

test('coordinates and the group are as CF has them', async () => {
  const group = await zarr.open(zarr.root(stores['over HTTP']()), { kind: 'group' });
  const time = await read(group, 'time');
  assert.equal(time.attributes.units, 'seconds since 1970-01-01T00:00:00Z');
  assert.deepEqual(time.values.slice(0, 2).map(Number), [1577836800, 1577840400]);
  const latitude = await read(group, 'latitude');
  assert.deepEqual([latitude.values[0], latitude.values.at(-1)], [55, 45]);
  const metadata = await (await fetch(`${FENGTU_URL}/zarr/${RUN}/zarr.json`)).json();
  const types = metadata.consolidated_metadata.metadata;
  assert.equal(types.surface_pressure.data_type, 'int16');
  assert.equal(types.specific_humidity_850hPa.data_type, 'int32');
  const series = await (await fetch(`${FENGTU_URL}/zarr/${RUN}/series/zarr.json`)).json();
  assert.deepEqual(series.consolidated_metadata.metadata.surface_pressure.shape, [24, 41, 41]);
  assert.deepEqual(series.consolidated_metadata.metadata.time.shape, [24]);
});

test('zarrita reads layers that are computed as it asks for them', async () => {
  const turbine = 'capacity_factor_iea-3.4mw-130_100m';
  const url = `${FENGTU_URL}/zarr/${RUN}/layers/wind_speed_10m,${turbine}`;
  const group = await zarr.open(zarr.root(new zarr.FetchStore(url)), { kind: 'group' });
  const speed = await read(group, 'wind_speed_10m');
  assert.deepEqual(speed.shape, [24, 41, 41]);
  assert.equal(speed.attributes.units, 'm s-1');
  const [u, v] = ['u10', 'v10'].map((name) => dump(`ERA5_2020-01-01_${name}.nc`, name));
  speed.values.forEach((value, i) => {
    const want = Math.hypot(u[i], v[i]);
    assert.ok(Math.abs(value - want) <= 0.0112, `[${i}] is ${value}, of ncdump's ${want}`);
  });
  const [time, latitude, longitude] = await Promise.all(
    ['time', 'latitude', 'longitude'].map((name) => read(group, name)),
  );
  assert.equal(Number(time.values[23]), 1577836800 + 23 * 3600);
  const factor = await read(group, turbine);
  const [row, col] = [17, 29];
  const query = `dataset=era5-europe&lat=${latitude.values[row]}&lon=${longitude.values[col]}`;
  const answer = await fetch(`${FENGTU_URL}/api/v1/point?${query}&layers=${turbine}`);
  const want = (await answer.json()).points[0].layers[turbine].values;
  assert.equal(want.length, 24);
  want.forEach((value, k) => {
    const got = factor.values[(k * 41 + row) * 41 + col];
    assert.ok(Math.abs(got - value) <= 1e-6, `time ${k} is ${got}, the point has ${value}`);
  });
});

/** The numbers that ncdump prints of a variable. */
function dumpPlain(path, name) {
  const { stdout, status } = spawnSync(
    'ncdump',
    ['-p', '9,17', '-v', name, join(FENGTU_FILES, path)],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  assert.equal(status, 0, `ncdump ${path}`);
  const list = stdout.slice(stdout.lastIndexOf(` ${name} =`)).match(/=([^;]*);/)[1];
  return list.split(',').map(Number);
}

test('a projected grid has its mapping and the places of its nodes', async () => {
  for (const group of ['metno-arome/20160114T0000Z', 'metno-arome/20160114T0000Z/series']) {
    const root = zarr.root(new FileSystemStore(join(FENGTU_DATA, group)));
    const run = await zarr.open(root, { kind: 'group' });
    const layer = await zarr.open(run.resolve('wind_u_component_10m'), { kind: 'array' });
    assert.equal(layer.attrs.grid_mapping, 'crs');
    assert.equal(layer.attrs.coordinates, 'latitude longitude');
    const mapping = await zarr.open(run.resolve('crs'), { kind: 'array' });
    assert.equal(mapping.attrs.grid_mapping_name, 'lambert_conformal_conic');
    assert.deepEqual(mapping.attrs.standard_parallel, [63, 63]);
    const file = 'metno-arome/AROME_MetCoOp_00_DEF_20160114_subset.nc';
    const { values: x } = await read(run, 'x');
    dumpPlain(file, 'x').forEach((want, i) => {
      assert.ok(Math.abs(x[i] - want) < 0.1, `x[${i}] is ${x[i]}, ncdump prints ${want}`);
    });
    for (const name of ['latitude', 'longitude']) {
      const { values, shape } = await read(run, name);
      assert.deepEqual(shape, [151, 141]);
      const wants = dumpPlain(file, name); // rows from the south
      values.forEach((value, i) => {
        const want = wants[(150 - Math.floor(i / 141)) * 141 + (i % 141)];
        assert.ok(
          Math.abs(value - want) < 2e-6,
          `${name}[${i}] is ${value}, ncdump prints ${want}`,
        );
      });
    }
  }
});
