import { effect } from '@preact/signals';
import { fetchDatasets, fetchRun } from '../api/client';
import { watchRuns } from '../api/events';
import { refreshHeld, retryHeld } from './held-runs';
import { describe } from './problem';
import { settleDataset, settleInRun } from './settle';
import { datasets, loadedRun, run, runId, runProblem, serverProblem, view } from './store';

const POLL_INTERVAL = 10_000;

/** Loads the catalogue and the chosen run, and keeps both up to date as steps arrive. */
export function startCatalogue(): void {
  void refreshDatasets();
  effect(() => {
    const id = runId.value;
    const { dataset } = view.value;
    if (dataset && id && !run.value) {
      runProblem.value = null;
      void refreshRun(dataset, id);
    }
  });
  effect(() => {
    const current = run.value;
    if (current) view.value = settleInRun(view.value, current, Date.now());
  });
  watchRuns(onNews);
  window.setInterval(poll, POLL_INTERVAL);
}

export async function refreshDatasets(): Promise<void> {
  try {
    const found = await fetchDatasets();
    serverProblem.value = null;
    datasets.value = found;
    view.value = settleDataset(view.peek(), found);
  } catch (error) {
    serverProblem.value = describe(error);
  }
}

const requested = new Set<string>();

async function refreshRun(dataset: string, id: string): Promise<void> {
  const key = `${dataset}/${id}`;
  if (requested.has(key)) return;
  requested.add(key);
  try {
    const found = await fetchRun(dataset, id);
    const isStillMeant = view.peek().dataset === dataset && runId.peek() === id;
    if (isStillMeant && isNews(found)) loadedRun.value = found;
    if (isStillMeant) runProblem.value = null;
  } catch (error) {
    if (runId.peek() === id) runProblem.value = describe(error);
  } finally {
    requested.delete(key);
  }
}

function isNews(found: object): boolean {
  return JSON.stringify(found) !== JSON.stringify(loadedRun.peek());
}

function onNews(news: { dataset: string; run: string }): void {
  void refreshDatasets();
  refreshHeld(news.dataset, news.run);
  if (news.dataset === view.peek().dataset && news.run === runId.peek()) {
    void refreshRun(news.dataset, news.run);
  }
}

/** Asks for everything again. */
export function retry(): void {
  void refreshDatasets();
  retryHeld();
  const { dataset } = view.peek();
  const id = runId.peek();
  if (dataset && id) void refreshRun(dataset, id);
}

/** For what the events miss: a server that was down, a proxy that cuts the stream. */
function poll(): void {
  const current = run.peek();
  const { dataset } = view.peek();
  const id = runId.peek();
  if (serverProblem.peek() || !datasets.peek()?.length) void refreshDatasets();
  if (dataset && id && !current?.complete) void refreshRun(dataset, id);
}
