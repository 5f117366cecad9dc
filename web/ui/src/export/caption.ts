import type { Display, Legend } from '../api/types';
import { leadTime, monthDayTime } from '../format/time';
import { displayOf } from '../state/displays';
import { dataset, run, words, zone } from '../state/store';
import { datasetTitle, layerTitle, runTitle, subtrahendOf } from '../ui/titles';
import type { Frame } from '../values/frame';

/** What stands beside a picture that leaves the page. */
export interface Caption {
  /** The layer and its unit. */
  title: string;
  /** Of which dataset and run, at what time. */
  facts: string;
  /** Whose data these are, under which licence. */
  credit: string;
  legend: Legend;
  display: Display;
}

export function captionOf(frame: Frame): Caption {
  const t = words.peek();
  const current = dataset.peek();
  const { legend, field } = frame;
  const display = displayOf(frame);
  const subtrahend = subtrahendOf(frame);
  const less = subtrahend ? ` − ${subtrahend}` : '';
  const reference = run.peek()?.reference ?? field.time;
  const facts = [
    current && datasetTitle(current),
    `${t.run} ${runTitle(field.run)}`,
    `${t.validTime} ${monthDayTime(field.time, zone.peek())} (${monthDayTime(field.time, 'UTC')}Z)`,
    leadTime(field.time, reference),
  ];
  const licence = current?.licence && `${t.licence} ${current.licence}`;
  const credit = ['Fengtu 风图', current?.attribution, licence, t.basemap];
  return {
    title: `${layerTitle(frame)}${less} (${display.units})`,
    facts: facts.filter(Boolean).join(' · '),
    credit: [...new Set(credit.filter(Boolean))].join(' · '),
    legend,
    display,
  };
}
