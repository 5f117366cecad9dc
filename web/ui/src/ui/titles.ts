import type { Dataset } from '../api/types';
import { monthDayTime, parseTime, two } from '../format/time';
import { displayFor, formatWithUnits } from '../format/units';
import { titleIn } from '../i18n';
import { datasetOf } from '../state/compared';
import { parseComparison } from '../state/comparison';
import { isStatistical } from '../state/displays';
import { datasets, view, words, zone } from '../state/store';
import type { FieldRef } from '../values/field';
import type { Coloured, Sheet } from '../values/frame';

/** The names of datasets and runs, and of what a picture is compared with. */

/** Its title, and its name where another has the same title. */
export function datasetTitle({ id, title, title_zh = '' }: Dataset): string {
  const isShared = datasets.value?.some((other) => other.id !== id && other.title === title);
  const text = titleIn(view.value.language, { en: title, zh: title_zh });
  return isShared ? `${text} · ${id}` : text;
}

/** "11-23 00Z" */
export function runTitle(id: string): string {
  const time = parseTime(id);
  if (time === null) return id;
  const date = new Date(time);
  const minutes = date.getUTCMinutes();
  const day = `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${two(date.getUTCHours())}${minutes ? two(minutes) : ''}Z`;
}

/** The layer, or what of all members is shown; of a probability, of what. */
export function layerTitle(sheet: Coloured): string {
  const { language } = view.value;
  if (!isStatistical(sheet)) return titleIn(language, sheet.layer.title);
  const title = titleIn(language, sheet.legend.title);
  const asked = new URLSearchParams(sheet.field.of);
  const display = displayFor(sheet.layer, view.value.units);
  const limits = [
    ['≥', asked.get('above')],
    ['≤', asked.get('below')],
  ].flatMap(([sign, limit]) => (limit ? `${sign} ${formatWithUnits(Number(limit), display)}` : []));
  return [title, ...limits].join(' ');
}

/** What tells a field from another of the same layer: its dataset and run, its time, or its run. */
export function distinction(field: FieldRef, other: FieldRef): string {
  if (field.dataset !== other.dataset) {
    const of = datasetOf(field.dataset);
    return `${of ? datasetTitle(of) : field.dataset} ${runTitle(field.run)}`;
  }
  return field.time === other.time ? runTitle(field.run) : monthDayTime(field.time, zone.value);
}

/** What is taken away from a field, in words; null for nothing. */
export function subtrahendOf({ field, second }: Sheet): string | null {
  if (second?.part === 'minus') return distinction(second.field, field);
  const [, minus] = /minus=([^&]+)/.exec(field.of ?? '') ?? [];
  return minus ? comparisonTitle(minus) : null;
}

/** What a picture can be compared with, in words. */
export function comparisonTitle(minus: string): string {
  const other = parseComparison(minus);
  if (other.of === 'run') return runTitle(other.run);
  if (other.of === 'mean') return words.value[other.over === 'mean' ? 'memberMean' : 'runMean'];
  if (other.of === 'time') return `${-other.hours} ${words.value.hoursEarlier}`;
  const of = datasetOf(other.dataset);
  return of ? datasetTitle(of) : other.dataset;
}
