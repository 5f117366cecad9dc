import { useState } from 'preact/hooks';
import { fetchPlaces } from '../api/client';
import { formatPosition } from '../format/units';
import { titleIn } from '../i18n';
import { patchView } from '../state/actions';
import { nameOf } from '../state/place-name';
import { lineStart } from '../state/section';
import { view, words } from '../state/store';
import type { Place } from '../state/view';

/** The ends of the line in words, for those who do not draw it: names or coordinates. */
export function LineForm() {
  const t = words.value;
  const [problem, setProblem] = useState('');
  const [from, to] = view.value.section ?? [];
  const draw = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const ends = [String(given.get('from')), String(given.get('to'))];
    const found = await Promise.all(ends.map(findPlace));
    const unknown = ends.find((_, i) => !found[i]);
    setProblem(unknown === undefined ? '' : `${t.noPlace}: ${unknown}`);
    if (unknown !== undefined) return;
    lineStart.value = null;
    patchView({ section: found as Place[] });
  };
  const again = () => {
    lineStart.value = null;
    patchView({ section: null });
  };
  return (
    <form class="line-form" onSubmit={draw} key={JSON.stringify(view.value.section)}>
      <label>
        <span>A</span>
        <input name="from" required autocomplete="off" aria-label={t.lineFrom} {...end(from)} />
      </label>
      <label>
        <span>B</span>
        <input name="to" required autocomplete="off" aria-label={t.lineTo} {...end(to)} />
      </label>
      <div class="line-buttons">
        <button type="submit" class="button">
          {t.drawLine}
        </button>
        {from && (
          <button type="button" class="button" onClick={again}>
            {t.newLine}
          </button>
        )}
      </div>
      {problem && <p class="line-problem">{problem}</p>}
    </form>
  );
}

function end(place: Place | undefined) {
  const placeholder = words.value.lineHint;
  if (!place) return { placeholder };
  const name = nameOf(place);
  const text = name ? titleIn(view.value.language, name) : formatPosition(place.lat, place.lon);
  return { placeholder, defaultValue: text };
}

/** As the search finds it; undefined where there is no such place. */
async function findPlace(text: string): Promise<Place | undefined> {
  const abort = new AbortController();
  const places = await fetchPlaces(text, abort.signal).catch(() => []);
  const [first] = places;
  return first && { lat: first.lat, lon: first.lon };
}
