// Dates, times and numbers in the language of the page and the browser's time zone. Times are ISO texts or milliseconds.

import { language, type Language } from './language';

export type Moment = string | number | Date;

const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const DAY_MS = 86_400_000;
const NUMBERS: Record<Language, Intl.NumberFormat> = { id: new Intl.NumberFormat(LOCALES.id), en: new Intl.NumberFormat(LOCALES.en) };
const TODAY: Record<Language, [string, string]> = { id: ['Hari ini', 'Kemarin'], en: ['Today', 'Yesterday'] };

let zones: Intl.DateTimeFormat | null = null;
const formats = new Map<string, Intl.DateTimeFormat>();

// Making a format takes longer than using it.
function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${name}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(LOCALES[language()], options);
    formats.set(key, found);
  }
  return found;
}

// Browsers know Indonesian zones by name in Indonesian only.
function zone(at: Date): string {
  zones ??= new Intl.DateTimeFormat('id-ID', { timeZoneName: 'short' });
  const name = zones.formatToParts(at).find((part) => part.type === 'timeZoneName');
  return name?.value ?? '';
}

/** "25 November 2026 pukul 14.30 WIB", "25 November 2026 at 14:30 WIB". */
export function dateTime(at: Moment): string {
  const date = new Date(at);
  const day = format('date', { day: 'numeric', month: 'long', year: 'numeric' }).format(date);
  return `${day} ${language() === 'id' ? 'pukul' : 'at'} ${time(at)} ${zone(date)}`;
}

/** "14.30", "14:30". */
export function time(at: Moment): string {
  return format('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

const startOfDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** Calendar days between a moment and now: 0 today, 1 yesterday. */
function daysAgo(date: Date, now: Date): number {
  return Math.round((startOfDay(now).getTime() - startOfDay(date).getTime()) / DAY_MS);
}

/** "Today", "Yesterday", "Monday", "Monday, 16 November", and with the year if it is another one. */
export function dayName(at: Moment, now: Moment = Date.now()): string {
  const date = new Date(at);
  const days = daysAgo(date, new Date(now));
  const named = TODAY[language()][days];
  if (named !== undefined) {
    return named;
  }
  if (days > 1 && days < 7) {
    return format('weekday', { weekday: 'long' }).format(date);
  }
  return date.getFullYear() === new Date(now).getFullYear()
    ? format('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(date)
    : format('dayYear', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

/** For lists: the time if it is today, "Yesterday", a weekday, or a short date. */
export function listTime(at: Moment, now: Moment = Date.now()): string {
  const date = new Date(at);
  const days = daysAgo(date, new Date(now));
  if (days === 0) {
    return time(at);
  }
  if (days > 0 && days < 7) {
    return days === 1 ? TODAY[language()][1] : format('weekdayShort', { weekday: 'short' }).format(date);
  }
  return date.getFullYear() === new Date(now).getFullYear()
    ? format('short', { day: 'numeric', month: 'short' }).format(date)
    : format('shortYear', { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
}

/** "1.234,5", "1,234.5". */
export function number(value: number): string {
  return NUMBERS[language()].format(value);
}

const UNITS: Record<Language, { second: string; minute: string; hour: string; day: string; days: string }> = {
  id: { second: 'dtk', minute: 'mnt', hour: 'jam', day: 'hari', days: 'hari' },
  en: { second: 's', minute: 'min', hour: 'h', day: 'day', days: 'days' },
};

/** A length of time in its largest units: "45 s", "5 min", "2 h 3 min", "3 days". */
export function duration(ms: number): string {
  const units = UNITS[language()];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) {
    return `${seconds} ${units.second}`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} ${units.minute}`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 === 0 || hours >= 10 ? `${hours} ${units.hour}` : `${hours} ${units.hour} ${minutes % 60} ${units.minute}`;
  }
  const days = Math.floor(hours / 24);
  return `${number(days)} ${days === 1 ? units.day : units.days}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', DAY_MS], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]];

/** "5 menit yang lalu", "in 2 hours". */
export function relative(at: Moment, now: Moment = Date.now()): string {
  const ms = new Date(at).getTime() - new Date(now).getTime();
  const [unit, length] = STEPS.find(([, each]) => Math.abs(ms) >= each) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(LOCALES[language()], { numeric: 'auto' }).format(Math.trunc(ms / length), unit);
}
