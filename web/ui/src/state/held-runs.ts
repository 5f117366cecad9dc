import { type Signal, signal } from '@preact/signals';
import { fetchRun } from '../api/client';
import type { Run } from '../api/types';
import { describe, type Problem } from './problem';

/** A run other than the one that the view is about: compared with, or of another map. */
export interface HeldRun {
  run: Signal<Run | null>;
  problem: Signal<Problem | null>;
}

const all = new Map<string, HeldRun>();

/** Asks for a run the first time that it is needed; empty until the answer is here. */
export function heldRun(dataset: string, id: string): HeldRun {
  const key = `${dataset}/${id}`;
  let held = all.get(key);
  if (!held) {
    held = { run: signal(null), problem: signal(null) };
    all.set(key, held);
    void load(held, dataset, id);
  }
  return held;
}

/** Keeps a run that was loaded elsewhere. */
export function holdRun(run: Run): void {
  const key = `${run.dataset}/${run.run}`;
  const held = all.get(key);
  if (held) held.run.value = run;
  else all.set(key, { run: signal(run), problem: signal(null) });
}

/** Asks again for a run that has news, if it is held. */
export function refreshHeld(dataset: string, id: string): void {
  const held = all.get(`${dataset}/${id}`);
  if (held) void load(held, dataset, id);
}

/** Asks again for what could not be had. */
export function retryHeld(): void {
  for (const [key, held] of all) {
    const [dataset = '', id = ''] = key.split('/');
    if (held.problem.peek()) void load(held, dataset, id);
  }
}

async function load({ run, problem }: HeldRun, dataset: string, id: string): Promise<void> {
  try {
    run.value = await fetchRun(dataset, id);
    problem.value = null;
  } catch (error) {
    problem.value = describe(error);
  }
}
