// For scripts/bench: the layers of a forecast at random nodes with zarrita, from the store as it lies
// on disk. point-zarrita.mjs RUN ROUNDS LAYER… prints {"open": seconds, "point": median milliseconds}.
import { FileSystemStore } from '@zarrita/storage';
import * as zarr from 'zarrita';

const [run, rounds, ...layers] = process.argv.slice(2);
let begin = performance.now();
const root = zarr.root(new FileSystemStore(run));
const arrays = await Promise.all(
  layers.map((layer) => zarr.open(root.resolve(`series/${layer}`), { kind: 'array' })),
);
const opened = (performance.now() - begin) / 1000;
const [, rows, cols] = arrays[0].shape;
const took = [];
for (let k = 0; k < Number(rounds); k++) {
  const row = Math.floor(Math.random() * rows);
  const col = Math.floor(Math.random() * cols);
  begin = performance.now();
  await Promise.all(arrays.map((array) => zarr.get(array, [null, row, col])));
  took.push(performance.now() - begin);
}
took.sort((a, b) => a - b);
console.log(JSON.stringify({ open: opened, point: took[Math.floor(took.length / 2)] }));
