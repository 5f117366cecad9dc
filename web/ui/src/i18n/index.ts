import type { Titles } from '../api/types';
import { type Dictionary, en, zh } from './dictionary';

export type { Dictionary } from './dictionary';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export function dictionary(language: Language): Dictionary {
  return language === 'zh' ? zh : en;
}

export function preferredLanguage(tags: readonly string[]): Language {
  return tags[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function titleIn(language: Language, titles: Titles): string {
  return titles[language] || titles.en || titles.zh;
}

export function weekday(language: Language, day: number): string {
  return dictionary(language).weekdays.split(' ')[day] ?? '';
}

/** Forecasters in China read Beijing time wherever their browser thinks it is. */
export function timeZone(language: Language): string {
  if (language === 'zh') return 'Asia/Shanghai';
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
