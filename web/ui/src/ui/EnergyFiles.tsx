import { fetchPowerCsv } from '../api/power';
import { download } from '../chart/picture-file';
import { farmsText, powerProblem, powerQuery } from '../state/energy';
import { describe } from '../state/problem';
import { dataset, run, words } from '../state/store';
import type { Machine } from '../state/view';
import { viewport } from '../state/wanted';

/** The numbers to take along: the farms' power, and the capacity factor of what the map shows. */
export function EnergyFiles({ machine }: { machine: Machine }) {
  const t = words.value;
  const grid = (format: string) => gridUrl(machine, format);
  return (
    <div class="tools">
      {farmsText.value && (
        <button
          type="button"
          class="button"
          title={t.powerNumbers}
          data-action="power-csv"
          onClick={() => void saveNumbers()}
        >
          CSV
        </button>
      )}
      {['NetCDF', 'GeoTIFF'].map((format) => (
        <a
          key={format}
          class="button"
          title={`${t.gridFiles} (${format})`}
          data-format={format}
          href={grid(format.toLowerCase())}
          download
        >
          {format}
        </a>
      ))}
    </div>
  );
}

async function saveNumbers(): Promise<void> {
  const query = powerQuery.peek();
  if (!query) return;
  try {
    const text = await fetchPowerCsv(query, farmsText.peek());
    // The mark tells spreadsheets that it is UTF-8.
    download(`${query.dataset}-${query.run}-power.csv`, 'text/csv;charset=utf-8', `\ufeff${text}`);
  } catch (error) {
    powerProblem.value = describe(error).detail;
  }
}

/** The capacity factor of the box that the map shows, at all steps. */
function gridUrl({ turbine, hub }: Machine, format: string): string | undefined {
  const current = run.value;
  const seen = viewport.value?.bounds;
  const box = dataset.value?.grid.bbox;
  if (!current || !seen || !box) return undefined;
  const [west, south, east, north] = box;
  const isRound = east - west >= 359;
  const isWhole = seen.east - seen.west >= 359;
  const across = isRound
    ? [isWhole ? -180 : seen.west, isWhole ? 180 : seen.east]
    : [Math.max(west, seen.west), Math.min(east, seen.east)];
  const bbox = [across[0], Math.max(south, seen.south), across[1], Math.min(north, seen.north)];
  const query = new URLSearchParams({
    dataset: current.dataset,
    run: current.run,
    turbine,
    bbox: bbox.map((degrees) => degrees?.toFixed(3)).join(),
    format,
  });
  if (hub !== null) query.set('hub_height_m', String(hub));
  return `/api/v1/power/grid?${query}`;
}
