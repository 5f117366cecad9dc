// What the examples share: which field to show, and the addresses that its TileJSON gives.
const query = new URLSearchParams(location.search);

/** The server, such as http://127.0.0.1:8080. */
export const server = (query.get('server') ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
export const dataset = query.get('dataset') ?? 'demo';
export const run = query.get('run') ?? 'latest';

/** Fetches JSON, and says what the server says where it refuses. */
export async function getJSON(address) {
  const answer = await fetch(address);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body;
}

/** The TileJSON of a layer; options are those of its tiles: { form, style, bands, … }. */
export function tileJSON(layer, options = {}) {
  return getJSON(`${server}/tiles/${dataset}/${run}/${layer}/tilejson.json?${new URLSearchParams(options)}`);
}

/** The same tiles at another of the times that a TileJSON lists. */
export function atTime(tilejson, time) {
  return tilejson.tiles[0].replace(`/${tilejson.times[0]}/`, `/${time}/`);
}
