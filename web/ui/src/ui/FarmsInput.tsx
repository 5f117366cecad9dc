import { useRef } from 'preact/hooks';
import { portfolio, takeFile } from '../state/energy';
import { dataset, view, words } from '../state/store';

/** Where farms are dropped, opened or written; `onDone` once they are there. */
export function FarmsInput({ onDone }: { onDone: () => void }) {
  const t = words.value;
  const text = useRef<HTMLTextAreaElement>(null);
  const take = (farms: string) => {
    portfolio.value = farms.trim() ? farms : '';
    if (portfolio.value) onDone();
  };
  const open = async ({ files }: HTMLInputElement) => {
    if (!files?.[0]) return;
    await takeFile(files[0]);
    onDone();
  };
  return (
    <div class="farms">
      <p>{t.farmsHint}</p>
      <p class="farms-help">{t.farmsHelp}</p>
      <textarea
        ref={text}
        name="farms"
        aria-label={t.farms}
        rows={6}
        spellcheck={false}
        placeholder={
          'name,group,lat,lon,turbine,count\nRudong,Jiangsu,32.5,121.3,vestas-v112-3mw,50'
        }
        defaultValue={portfolio.value}
        key={portfolio.value}
      />
      <div class="farms-actions">
        <button
          type="button"
          class="button strong"
          data-action="compute"
          onClick={() => take(text.current?.value ?? '')}
        >
          {t.compute}
        </button>
        <label class="button file">
          {t.openFile}
          <input
            type="file"
            accept=".csv,.json,.geojson,text/csv"
            onChange={(event) => void open(event.currentTarget)}
          />
        </label>
        <button type="button" class="button" data-action="example" onClick={() => take(example())}>
          {t.example}
        </button>
        {portfolio.value && (
          <button type="button" class="button" data-action="clear" onClick={() => take('')}>
            {t.clear}
          </button>
        )}
      </div>
    </div>
  );
}

/** Farms around the middle of the map, or of the grid where that is not on it. */
function example(): string {
  const [west, south, east, north] = dataset.peek()?.grid.bbox ?? [-180, -90, 180, 90];
  const { lon, lat } = view.peek();
  const isOn = lat > south && lat < north && lon > west && lon < east;
  const [x, y] = isOn ? [lon, lat] : [(west + east) / 2, (south + north) / 2];
  const reach = Math.min(2, (east - west) / 6, (north - south) / 6);
  const place = (north1: number, east1: number) =>
    `${(y + north1 * reach).toFixed(3)},${(x + east1 * reach).toFixed(3)}`;
  return [
    'name,group,lat,lon,turbine,count,hub_height_m,wake_loss',
    `A1,North,${place(0.8, -0.6)},vestas-v112-3mw,50,94,0.08`,
    `A2,North,${place(0.6, 0.9)},iea-3.4mw-130,80,,0.08`,
    `B1,South,${place(-0.7, 0.2)},iea-3.4mw-130,40,140,0.08`,
    `C1,Offshore,${place(-0.3, 1)},iea-15mw-240,30,,0.1`,
    '',
  ].join('\n');
}
