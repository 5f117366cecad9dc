import { signal } from '@preact/signals';
import { download } from '../chart/picture-file';
import { makeGif, makePng } from '../export/picture';
import { basicTime } from '../format/time';
import { viewToHash } from '../state/hash';
import { isExportOpen, layerTimes, runId, shown, view, words } from '../state/store';
import '../styles/export.css';

const steps = signal(8);
/** "3/8" while a loop is made, or why there is none. */
const progress = signal('');
/** Of the loop that is being made. */
const making = signal<AbortController | null>(null);

/** The picture, a loop of it, and links to it, to take along. */
export default function Export() {
  const t = words.value;
  const times = loopTimes(steps.value);
  const close = () => {
    making.peek()?.abort();
    isExportOpen.value = false;
  };
  return (
    <div class="panel help export" role="dialog" aria-label={t.export}>
      <header>
        <h2>{t.export}</h2>
        <button type="button" class="button" aria-label={t.close} onClick={close}>
          ✕
        </button>
      </header>
      <p>{t.exportHint}</p>
      <div class="export-row">
        <button
          type="button"
          class="button"
          data-action="png"
          onClick={() => void save(makePng, 'png')}
        >
          {t.picture} PNG
        </button>
        <button
          type="button"
          class="button"
          data-action="gif"
          disabled={times.length < 2 || making.value !== null}
          onClick={() => void saveLoop(times)}
        >
          {t.loop} GIF
        </button>
        <label>
          <input
            name="steps"
            type="number"
            min={2}
            max={60}
            value={steps.value}
            onChange={(event) => {
              const { value, validity } = event.currentTarget;
              if (value && validity.valid) steps.value = Math.round(Number(value));
            }}
          />{' '}
          {t.steps}
        </label>
        <span role="status">{progress.value}</span>
      </div>
      <Link title={t.linkToView} name="link" text={exactLink('')} />
      <Link title={t.embedCode} name="embed" text={embedCode(exactLink('?embed'))} />
    </div>
  );
}

function Link({ title, name, text }: { title: string; name: string; text: string }) {
  return (
    <label class="export-link">
      <span>{title}</span>
      <input name={name} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      <button
        type="button"
        class="button"
        onClick={() => void navigator.clipboard?.writeText(text)}
      >
        {words.value.copy}
      </button>
    </label>
  );
}

/** From the chosen time on; the last ones where it is too near the end. */
function loopTimes(count: number): readonly number[] {
  const times = layerTimes.value;
  const at = times.indexOf(view.value.time ?? Number.NaN);
  const start = Math.max(0, Math.min(at, times.length - count));
  return times.slice(start, start + count);
}

async function save(make: () => Promise<Blob>, kind: string): Promise<void> {
  try {
    const blob = await make();
    download(`${fileName()}.${kind}`, blob.type, blob);
    progress.value = '';
  } catch (error) {
    progress.value = making.peek()?.signal.aborted ? '' : String((error as Error).message);
  }
}

async function saveLoop(times: readonly number[]): Promise<void> {
  const ours = new AbortController();
  making.value = ours;
  const tell = (done: number) => {
    progress.value = `${done}/${times.length}`;
  };
  tell(0);
  await save(() => makeGif(times, tell, ours.signal), 'gif');
  making.value = null;
}

function fileName(): string {
  const { layer, time } = view.peek();
  const field = shown.peek()?.field;
  return [field?.dataset, field?.run, layer, time && basicTime(time)].filter(Boolean).join('-');
}

/** The same picture for whoever opens it, whichever run is the newest then. */
function exactLink(search: string): string {
  const fixed = { ...view.value, run: runId.value ?? view.value.run };
  return `${location.origin}${location.pathname}${search}#${viewToHash(fixed)}`;
}

function embedCode(link: string): string {
  const source = link.replaceAll('&', '&amp;');
  return `<iframe src="${source}" width="720" height="480" title="Fengtu"></iframe>`;
}
