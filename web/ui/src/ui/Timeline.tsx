import { computed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Run } from '../api/types';
import { isMonthly, monthOf, monthsBetween } from '../format/months';
import { clock, leadTime, monthDayTime, two } from '../format/time';
import { weekday } from '../i18n';
import { togglePlay } from '../state/actions';
import { drawn, isLoading, isPlaying, run, upcoming, view, words, zone } from '../state/store';
import { Track } from './Track';
import { runTitle } from './titles';

/** The foot of the page: which moment is shown, of which run, and the way to any other. */
export function Timeline() {
  const current = run.value;
  const t = words.value;
  return (
    <footer class="timeline">
      <div class="timeline-head">
        <button
          type="button"
          class={isPlaying.value ? 'play playing' : 'play'}
          aria-label={isPlaying.value ? t.pause : t.play}
          disabled={!current || current.times.length < 2}
          onClick={togglePlay}
        >
          <PlayIcon isPlaying={isPlaying.value} />
        </button>
        {current && <Moment run={current} />}
      </div>
      {current && current.expectedTimes.length > 0 ? <Track run={current} /> : <div />}
    </footer>
  );
}

/** Whether the map shows something between two steps. */
const isMixed = computed(() => drawn.value?.second !== undefined && upcoming.value !== null);

function PlayIcon({ isPlaying: playing }: { isPlaying: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M4 2l10 6-10 6z'} fill="currentColor" />
    </svg>
  );
}

function Moment({ run: current }: { run: Run }) {
  const t = words.value;
  const { time, language } = view.value;
  if (time === null) return <div class="moment">{t.noTimes}</div>;
  if (isMonthly(current.expectedTimes)) return <Month time={time} run={current} />;
  const isUtc = zone.value === 'UTC';
  const local = clock(time, zone.value);
  const utc = clock(time, 'UTC');
  return (
    <div class="moment" aria-live={isPlaying.value ? 'off' : 'polite'}>
      <strong>
        {monthDayTime(time, zone.value).replace(' ', ` ${weekday(language, local.weekday)} `)}
        <small class="zone">
          {' '}
          {isUtc ? t.utc : language === 'zh' ? t.beijingTime : zoneName(time)}
        </small>
      </strong>
      <span>
        {two(utc.month)}-{two(utc.day)} {two(utc.hour)}:{two(utc.minute)}Z ·{' '}
        <b data-field="lead">{leadTime(time, current.reference)}</b>
        {isLoading.value && <Busy />}
        {isMixed.value && <em class="interpolated"> {t.interpolated}</em>}
      </span>
      <span>
        {t.run} {runTitle(current.run)}
        {!current.complete && (
          <em data-field="progress">
            {' '}
            {current.times.length}/{current.expectedTimes.length}
          </em>
        )}
      </span>
    </div>
  );
}

const PATIENCE = 400;

/** Turns while something loads, once that takes so long that one would ask: a step should not flicker. */
function Busy() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return isLong ? <i class="busy" title={words.value.loading} /> : null;
}

/** Of what is told by months there is no hour to say. */
function Month({ time, run: current }: { time: number; run: Run }) {
  const t = words.value;
  return (
    <div class="moment" aria-live={isPlaying.value ? 'off' : 'polite'}>
      <strong>{monthOf(time)}</strong>
      <span>
        <b data-field="lead">
          +{monthsBetween(current.reference, time)} {t.months}
        </b>
        {isLoading.value && <Busy />}
        {isMixed.value && <em class="interpolated"> {t.interpolated}</em>}
      </span>
      <span>
        {t.run} {monthOf(current.reference)}
      </span>
    </div>
  );
}

/** "GMT+1" or the like. */
function zoneName(time: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone.value,
    timeZoneName: 'short',
  }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
