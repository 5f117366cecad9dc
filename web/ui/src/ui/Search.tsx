import { useRef, useState } from 'preact/hooks';
import type { NamedPlace } from '../api/types';
import { titleIn } from '../i18n';
import { found, offerFavourites, search, visit } from '../state/search';
import { view, words } from '../state/store';

/** Finds places by name or coordinates: arrows choose, Enter goes there, Escape leaves. */
export function Search() {
  const t = words.value;
  const box = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(0);
  const places = found.value;
  const go = (place: NamedPlace | undefined) => {
    if (!place || !box.current) return;
    box.current.value = '';
    box.current.blur();
    visit(place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = (places?.length ?? 0) - 1;
    if (event.key === 'ArrowDown') setChosen(Math.min(last, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter') go(places?.[chosen]);
    else if (event.key === 'Escape') leave(box.current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="search">
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" stroke-width="1.6" />
        <path d="M10.500 10.500 14 14" stroke="currentColor" stroke-width="1.6" />
      </svg>
      <input
        ref={box}
        type="search"
        name="search"
        // biome-ignore lint/a11y/noRedundantRoles: without a list an input is no combobox by itself
        role="combobox"
        list={undefined}
        autocomplete="off"
        aria-label={t.search}
        aria-expanded={places !== null}
        aria-controls="search-results"
        aria-activedescendant={places?.length ? `search-${chosen}` : undefined}
        placeholder={`${t.search}  /`}
        onInput={(event) => {
          setChosen(0);
          search(event.currentTarget.value);
          if (!event.currentTarget.value.trim()) offerFavourites();
        }}
        onKeyDown={onKeyDown}
        onFocus={offerFavourites}
        onBlur={() => search('')}
      />
      {places && (
        <div class="panel search-results" id="search-results" role="listbox" aria-label={t.search}>
          {places.map((place, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
            <div
              key={`${place.lat},${place.lon}`}
              id={`search-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => go(place)}
            >
              {titleIn(view.value.language, place)}
              <small>{titleIn(view.value.language === 'zh' ? 'en' : 'zh', place)}</small>
            </div>
          ))}
          {places.length === 0 && <p>{t.noPlace}</p>}
        </div>
      )}
    </div>
  );
}

function leave(box: HTMLInputElement | null): void {
  if (!box) return;
  box.value = '';
  box.blur();
}

export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[name="search"]')?.focus();
}
