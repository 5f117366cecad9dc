// Other people's clients against the real server: Open-Meteo's own, with nothing changed but the
// host, gives the numbers that the native point answer has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Aggregation } from '@openmeteo/sdk/aggregation.js';
import { Unit } from '@openmeteo/sdk/unit.js';
import { Variable } from '@openmeteo/sdk/variable.js';
import { fetchWeatherApi } from 'openmeteo';

const { FENGTU_URL } = process.env;
const PLACE = { latitude: 31, longitude: 121 };
const RUN = '20261123T0000Z';

async function json(path) {
  const response = await fetch(FENGTU_URL + path);
  assert.equal(response.status, 200, path);
  return response.json();
}

async function native(layers, times) {
  const query = `dataset=demo&run=${RUN}&lat=${PLACE.latitude}&lon=${PLACE.longitude}&layers=${layers}&times=${times}&interpolation=nearest`;
  return (await json(`/api/v1/point?${query}`)).points[0].layers;
}

const near = (got, want, tolerance, what) =>
  assert.ok(Math.abs(got - want) <= tolerance, `${what}: ${got}, want ${want}`);

test("Open-Meteo's client reads FlatBuffers", async () => {
  const [response, second] = await fetchWeatherApi(`${FENGTU_URL}/v1/forecast`, {
    latitude: [PLACE.latitude, -33],
    longitude: [PLACE.longitude, 151],
    hourly: ['temperature_2m', 'wind_speed_10m', 'precipitation', 'temperature_850hPa'],
    daily: ['temperature_2m_max', 'sunrise'],
    current: 'temperature_2m',
    timezone: 'Asia/Shanghai',
    start_date: '2026-11-23',
    end_date: '2026-11-23',
    models: 'demo',
    run: '2026-11-23T00:00',
  });
  assert.equal(response.utcOffsetSeconds(), 8 * 3600);
  assert.equal(response.timezone(), 'Asia/Shanghai');
  near(response.latitude(), 31, 1, 'latitude');
  near(second.latitude(), -33, 1, 'latitude');
  assert.equal(second.locationId(), 1n);

  const hourly = response.hourly();
  assert.equal(hourly.interval(), 3600);
  assert.equal(Number(hourly.time()), Date.UTC(2026, 10, 22, 16) / 1000);
  assert.equal(Number(hourly.timeEnd()), Date.UTC(2026, 10, 23, 16) / 1000);
  const layers = await native(
    'temperature_2m,wind_speed_10m,precipitation,temperature_850hPa',
    '2026-11-23T06:00Z',
  );
  const at = (i) => hourly.variables(i).valuesArray()[14]; // 06 UTC
  assert.equal(hourly.variables(0).variable(), Variable.temperature);
  assert.equal(hourly.variables(0).unit(), Unit.celsius);
  assert.equal(hourly.variables(0).altitude(), 2);
  assert.equal(hourly.variables(3).pressureLevel(), 850);
  near(at(0), layers.temperature_2m.values[0] - 273.15, 1e-4, 'temperature');
  near(at(1), layers.wind_speed_10m.values[0] * 3.6, 1e-4, 'wind');
  near(at(2), layers.precipitation.values[0] / 6, 1e-4, 'an hour of six of rain');
  near(at(3), layers.temperature_850hPa.values[0] - 273.15, 1e-4, 'temperature aloft');
  assert.ok(Number.isNaN(hourly.variables(0).valuesArray()[0]), 'missing before the run');

  const daily = response.daily();
  assert.equal(daily.variables(0).aggregation(), Aggregation.maximum);
  assert.equal((Number(daily.time()) + response.utcOffsetSeconds()) % 86400, 0);
  const sunrise = Number(daily.variables(1).valuesInt64(0));
  near(sunrise, Date.UTC(2026, 10, 22, 22, 28) / 1000, 240, 'sunrise');
});

test("Open-Meteo's client hears what is wrong", async () => {
  const wrong = { ...PLACE, latitude: 95, hourly: 'temperature_2m' };
  await assert.rejects(fetchWeatherApi(`${FENGTU_URL}/v1/forecast`, wrong), {
    message: 'Latitude must be in range of -90 to 90°. Given: 95.0.',
  });
});

test('a posted request is answered like one in the address', async () => {
  const parameters = { ...PLACE, hourly: ['temperature_2m'], forecast_days: 1, models: 'demo' };
  const posted = await fetch(`${FENGTU_URL}/v1/forecast`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  const [a, b] = [
    await posted.json(),
    await json(`/v1/forecast?${new URLSearchParams(parameters)}`),
  ];
  assert.equal(posted.status, 200);
  assert.deepEqual(a.hourly, b.hourly);
});
