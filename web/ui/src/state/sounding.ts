import { computed, effect, signal } from '@preact/signals';
import { fetchProfiles, type Profile, type ProfileAnswer, type ProfileQuery } from '../api/profile';
import { singleMemberQuery } from './members';
import { describe } from './problem';
import { run, view } from './store';

/** The soundings of the chosen place, while they are looked at. */
export const sounding = signal<ProfileAnswer | null>(null);
export const soundingProblem = signal<string | null>(null);

/** The one at the chosen time; undefined where the run has none then. */
export const profile = computed<Profile | undefined>(() =>
  sounding.value?.profiles.find(({ time }) => time === view.value.time),
);

const wanted = computed<string | null>(() => {
  const { place, tab, member } = view.value;
  const current = run.value;
  if (!place || tab !== 'sounding' || !current?.times.length) return null;
  const { dataset, run: id } = current;
  const of = singleMemberQuery(current, member);
  const query: ProfileQuery = { dataset, run: id, lat: place.lat, lon: place.lon, of };
  return JSON.stringify({ query, present: current.completeness.present });
});

export function startSounding(): void {
  effect(() => {
    const wish = wanted.value;
    if (wish === null) return;
    const abort = new AbortController();
    const { query } = JSON.parse(wish) as { query: ProfileQuery };
    void ask(query, abort.signal);
    return () => abort.abort();
  });
}

async function ask(query: ProfileQuery, signal: AbortSignal): Promise<void> {
  const now = sounding.peek();
  const isSame =
    now?.dataset === query.dataset &&
    now.lat === query.lat &&
    now.lon === query.lon &&
    now.run === query.run;
  if (!isSame) sounding.value = null;
  soundingProblem.value = null;
  try {
    const answer = await fetchProfiles(query, signal);
    if (!signal.aborted) sounding.value = answer;
  } catch (error) {
    if (!signal.aborted) soundingProblem.value = describe(error).detail;
  }
}
