import type { PointAnswer, Run } from '../api/types';
import { forecastCsv } from '../chart/forecast-csv';
import { chartSvg, download, pngOf } from '../chart/picture-file';
import { titleIn } from '../i18n';
import { panels } from '../state/forecast';
import { view, words } from '../state/store';
import { placeTitle } from './place-title';
import { runTitle } from './titles';

/** Takes the forecast of the place along: on paper, as a picture, as numbers. */
export function ForecastTools({ answer, run }: { answer: PointAnswer; run: Run }) {
  const name = `${answer.dataset}-${answer.run}-${answer.lat},${answer.lon}`;
  const { tab } = view.value;
  const saveNumbers = () => {
    const titleOf = (titles: { en: string; zh: string }) => titleIn(view.peek().language, titles);
    const { reference } = run;
    const text = forecastCsv({ times: answer.times, panels: panels.peek(), reference, titleOf });
    // The mark tells spreadsheets that it is UTF-8.
    download(`${name}.csv`, 'text/csv;charset=utf-8', `\ufeff${text}`);
  };
  const picture = () => {
    const chart = document.querySelector<HTMLElement>('.drawer .chart');
    const title = `${placeTitle(answer)} · ${answer.dataset} ${runTitle(answer.run)} · ${answer.licence ?? ''}`;
    return chart ? chartSvg(chart, title) : '';
  };
  const savePng = async () => download(`${name}.png`, 'image/png', await pngOf(picture()));
  return (
    <div class="tools">
      {tab === 'chart' && (
        <>
          <button type="button" class="button" data-action="png" onClick={() => void savePng()}>
            PNG
          </button>
          <button
            type="button"
            class="button wide-only"
            data-action="svg"
            onClick={() => download(`${name}.svg`, 'image/svg+xml', picture())}
          >
            SVG
          </button>
        </>
      )}
      {(tab === 'chart' || tab === 'table') && (
        <button type="button" class="button" data-action="csv" onClick={saveNumbers}>
          CSV
        </button>
      )}
      <button
        type="button"
        class="button wide-only"
        data-action="print"
        onClick={() => window.print()}
      >
        {words.value.print}
      </button>
    </div>
  );
}
