import type { DurationMs, EpochMs, Mib, PerSecond } from '../domain/units.ts';
import type { Language } from './language.ts';

// The one user of Intl. What is not known is "–", never 0.

/** What stands for a number nobody knows. */
export const unknownMark = '–';

interface Units {
  s: string;
  min: string;
  h: string;
  d: string;
  ms: string;
}

const units: Readonly<Record<Language, Units>> = {
  en: { ms: ' ms', s: ' s', min: ' min', h: ' h', d: ' d' },
  'zh-CN': { ms: ' 毫秒', s: ' 秒', min: ' 分', h: ' 小时', d: ' 天' },
};

/** Something that writes numbers or moments. */
interface Writer {
  format(n: number): string;
}

/**
 * Numbers as Intl writes them in both languages (a test holds them to that). The first Intl object of a page costs 25 ms, more than
 * drawing a screenful of rows, so what every first picture shows is written without it.
 */
function decimal(digits: number): Writer {
  const scale = 10 ** digits;
  return {
    format(n) {
      const [whole = '', rest] = String(Math.round(Math.abs(n) * scale) / scale).split('.');
      const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
      const isBelow = n < 0 || Object.is(n, -0);
      return `${isBelow ? '-' : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`;
    },
  };
}

/** Hours, minutes and seconds of the reader's day, as both languages write them. */
const timeOfDay: Writer = {
  format(ms) {
    const moment = new Date(ms);
    const parts = [moment.getHours(), moment.getMinutes(), moment.getSeconds()];
    return parts.map((part) => String(part).padStart(2, '0')).join(':');
  },
};

const minuteOfDay: Writer = { format: (ms) => timeOfDay.format(ms).slice(0, 5) };

/** Dates by Intl, which is asked for when the first is written. */
function dates(language: Language, options: Intl.DateTimeFormatOptions): Writer {
  let made: Intl.DateTimeFormat | null = null;
  return {
    format: (ms) => (made ??= new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options })).format(ms),
  };
}

function createVoice(language: Language) {
  return {
    units: units[language],
    whole: decimal(0),
    one: decimal(1),
    two: decimal(2),
    clock: timeOfDay,
    minute: minuteOfDay,
    dayTime: dates(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' }),
    weekday: dates(language, { weekday: 'short' }),
    day: dates(language, { month: 'short', day: 'numeric' }),
    dayOfYear: dates(language, { year: 'numeric', month: 'short', day: 'numeric' }),
    date: dates(language, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
    /** By the rules of the two languages: English tells one from all others, Chinese does not. */
    plural: (n: number) => (language === 'en' && n === 1 ? 'one' : 'other'),
  };
}

const voices = new Map<Language, ReturnType<typeof createVoice>>();
let spoken: Language = 'en';

function voice() {
  const known = voices.get(spoken);
  if (known) return known;
  const made = createVoice(spoken);
  voices.set(spoken, made);
  return made;
}

/** Sets the language everything here is written in; the language provider calls it. */
export function speak(language: Language): void {
  spoken = language;
}

/** `one`, `other` …: the form a number takes in the language spoken. */
export function pluralOf(n: number): string {
  return voice().plural(n);
}

type Maybe = number | null | undefined;

function isNumber(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A length of time, one unit, rounded down: 42 s, 9 min, 3 h, 2 d. */
export function duration(ms: DurationMs | null | undefined): string {
  if (!isNumber(ms)) return unknownMark;
  const { units, whole } = voice();
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 60) return whole.format(Math.floor(seconds)) + units.s;
  if (seconds < 3600) return whole.format(Math.floor(seconds / 60)) + units.min;
  if (seconds < 172_800) return whole.format(Math.floor(seconds / 3600)) + units.h;
  return whole.format(Math.floor(seconds / 86_400)) + units.d;
}

/** A short length of time, exact: 212 ms, 4.2 s, then as {@link duration}. */
export function precise(ms: DurationMs | null | undefined): string {
  if (!isNumber(ms)) return unknownMark;
  const { units, whole, one } = voice();
  if (ms < 1000) return whole.format(ms) + units.ms;
  return ms < 60_000 ? one.format(ms / 1000) + units.s : duration(ms);
}

const weekMs = 6 * 86_400_000;

/** The day of a moment as it is told beside a time: nothing today, the weekday in the days around, the date beyond. */
function dayOf(ms: EpochMs, nowMs: EpochMs): string {
  const at = new Date(ms);
  const now = new Date(nowMs);
  const isThisYear = at.getFullYear() === now.getFullYear();
  if (isThisYear && at.getMonth() === now.getMonth() && at.getDate() === now.getDate()) return '';
  const { dayOfYear, day, weekday } = voice();
  if (Math.abs(nowMs - ms) < weekMs) return weekday.format(ms);
  return (isThisYear ? day : dayOfYear).format(ms);
}

function onItsDay(time: string, ms: EpochMs, nowMs: EpochMs): string {
  return `${dayOf(ms, nowMs)} ${time}`.trimStart();
}

/** Hours, minutes, seconds by the reader's clock, with the day where it is not the reader's today: 14:02:11, Tue 14:02:11. */
export function clock(ms: EpochMs | null | undefined, nowMs: EpochMs = Date.now()): string {
  return isNumber(ms) ? onItsDay(voice().clock.format(ms), ms, nowMs) : unknownMark;
}

/** Hours and minutes, with the day where it is not the reader's today. */
export function clockMinute(ms: EpochMs | null | undefined, nowMs: EpochMs = Date.now()): string {
  return isNumber(ms) ? onItsDay(voice().minute.format(ms), ms, nowMs) : unknownMark;
}

/** The time alone, for an axis whose span says which day is meant. */
export function axisTime(ms: EpochMs, digits: 'minutes' | 'seconds'): string {
  return voice()[digits === 'minutes' ? 'minute' : 'clock'].format(ms);
}

/** The zone the reader's times are in: UTC+1, UTC+5:30. */
export function zone(ms: EpochMs): string {
  const east = -new Date(ms).getTimezoneOffset();
  if (east === 0) return 'UTC';
  const minutes = Math.abs(east) % 60;
  return `UTC${east < 0 ? '−' : '+'}${Math.floor(Math.abs(east) / 60)}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

/** A version's moment as people name it: weekday and time while recent, the date once a weekday would name several days. */
export function dayTime(ms: EpochMs, nowMs: EpochMs): string {
  const { dayTime, minute } = voice();
  return Math.abs(nowMs - ms) < weekMs ? dayTime.format(ms) : onItsDay(minute.format(ms), ms, nowMs);
}

/** Date and time in full. */
export function dateTime(ms: EpochMs | null | undefined): string {
  return isNumber(ms) ? voice().date.format(ms) : unknownMark;
}

/** A whole number. */
export function count(n: Maybe): string {
  return isNumber(n) ? voice().whole.format(n) : unknownMark;
}

/** Events a second, the unit apart: 41.0, 0.4, 1,204. */
export function rate(perS: PerSecond | null | undefined): string {
  if (!isNumber(perS)) return unknownMark;
  const { whole, one, two } = voice();
  if (perS >= 100) return whole.format(perS);
  return perS > 0 && perS < 0.1 ? two.format(perS) : one.format(perS);
}

const steps = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in steps of 1,000. */
export function bytes(n: Maybe): string {
  if (!isNumber(n)) return unknownMark;
  let value = n;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${voice()[value < 10 && step > 0 ? 'one' : 'whole'].format(value)} ${steps[step] ?? 'B'}`;
}

/** Memory as Marathon counts it: 512 MiB, 1.5 GiB. */
export function mib(n: Mib | null | undefined): string {
  if (!isNumber(n)) return unknownMark;
  return n < 1024 ? `${voice().whole.format(n)} MiB` : `${voice().one.format(n / 1024)} GiB`;
}

/** Shares of a processor. */
export function cpus(n: Maybe): string {
  return isNumber(n) ? voice().two.format(n) : unknownMark;
}

/** A share of one, in whole percent. */
export function percent(ratio: Maybe): string {
  return isNumber(ratio) ? `${voice().whole.format(ratio * 100)} %` : unknownMark;
}
