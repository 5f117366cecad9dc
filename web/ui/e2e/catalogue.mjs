import assert from 'node:assert/strict';
import { BASE } from './browser.mjs';

export async function getJson(path) {
  const answer = await fetch(BASE + path);
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  return answer.json();
}

/** A dataset, its latest run and a plain layer to look at; FENGTU_DATASET, FENGTU_LAYER choose. */
export async function chooseSubject(
  wishedDataset = process.env.FENGTU_DATASET,
  wishedLayer = process.env.FENGTU_LAYER,
) {
  const { datasets } = await getJson('/api/v1/datasets');
  const dataset = datasets.find(({ id, latest }) =>
    wishedDataset ? id === wishedDataset : latest,
  );
  assert.ok(dataset, 'the catalogue has no dataset with a run');
  const run = await getJson(`/api/v1/datasets/${dataset.id}/runs/${dataset.latest}`);
  const layer = run.layers.find((candidate) =>
    wishedLayer ? candidate.name === wishedLayer : candidate.kind === 'scalar' && !candidate.times,
  );
  assert.ok(layer, 'the run has no scalar layer');
  return { dataset, run, layer, ...lookAt(dataset.grid) };
}

/** A middle place of the grid, near enough for its native level of detail and to fill the map. */
function lookAt({ bbox: [west, south, east, north], latitude, rows, periodic, lods }) {
  const cell = latitude ? Math.abs(latitude.last - latitude.first) / (rows - 1) : lods[0].cell;
  const degreesPerPixel = Math.min(cell / 6, (east - west) / 1500, (north - south) / 1500);
  const zoom = Math.min(10.5, Math.log2(360 / 512 / degreesPerPixel));
  const middle = { lat: (south + north) / 2, lon: (west + east) / 2 };
  return { zoom: Number(zoom.toFixed(1)), ...(periodic ? { lat: 32, lon: 118 } : middle) };
}

export function linkTo(subject, more = {}) {
  const { dataset, layer, lat, lon, zoom } = subject;
  const parts = { dataset: dataset.id, layer: layer.name, lat, lon, zoom, lang: 'zh', ...more };
  return new URLSearchParams(parts).toString();
}

export async function point({ dataset, run, layer }, lat, lon) {
  const search = new URLSearchParams({
    dataset: dataset.id,
    run: run.run,
    lat,
    lon,
    layers: layer.name,
    interpolation: 'bilinear',
  });
  const { points } = await getJson(`/api/v1/point?${search}`);
  const { times, layers } = points[0];
  const at = (time) => layers[layer.name].values[times.findIndex((t) => basic(t) === basic(time))];
  return { at };
}

/** "2026-11-23T06:00:00Z" or "20261123T0600Z" to the latter. */
export function basic(time) {
  return `${time.replace(/[-:]/g, '').slice(0, 13)}Z`;
}

/** What one count of the stored integers is worth. */
export async function quantum({ dataset, run, layer }, time) {
  const path = `/values/${dataset.id}/${run.run}/${layer.name}/${basic(time)}/0/0/0.bin`;
  const answer = await fetch(BASE + path);
  assert.equal(answer.status, 200, path);
  return new DataView(await answer.arrayBuffer()).getFloat64(16, true);
}
