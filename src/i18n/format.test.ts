import { afterEach, describe, expect, it } from 'vitest';
import {
  bytes,
  clock,
  clockMinute,
  count,
  cpus,
  duration,
  mib,
  percent,
  pluralOf,
  precise,
  rate,
  speak,
  zone,
} from './format.ts';

afterEach(() => speak('en'));

describe('numbers and times', () => {
  it('shows what is not known as a dash, never as 0', () => {
    for (const write of [duration, precise, count, rate, bytes, mib, cpus, percent]) {
      expect([write(null), write(undefined), write(Number.NaN)]).toEqual(['–', '–', '–']);
    }
  });

  it.each(['en', 'zh-CN'] as const)('writes what Intl would write in %s, without it', (language) => {
    speak(language);
    const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    const two = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    const day = new Intl.DateTimeFormat(language, time);
    const plural = new Intl.PluralRules(language);
    const numbers = [
      0, -0, 1, -1, 7, 999, 1000, 1234.5, 12_345, 1e6, 123_456_789, 0.25, 2.5, -2.5, 0.1, 999.999, -3.14,
    ];
    for (const n of numbers) expect([count(n), cpus(n)]).toEqual([whole.format(n), two.format(n)]);
    for (let n = 0; n < 12; n += 1) expect(pluralOf(n)).toBe(plural.select(n));
    for (const hour of [0, 5, 12, 23]) {
      const ms = new Date(2026, 10, 28, hour, 9, 59).getTime();
      expect(clock(ms, ms)).toBe(day.format(ms));
    }
  });

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [172_799_999, '47 h'],
    [172_800_000, '2 d'],
    [-5, '0 s'],
  ])('a duration of %i ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('keeps a short time exact', () => {
    expect([precise(212), precise(4200), precise(61_000)]).toEqual(['212 ms', '4.2 s', '1 min']);
  });

  it('writes rates with as many digits as tell something', () => {
    expect([rate(0), rate(0.04), rate(41), rate(1204.4)]).toEqual(['0', '0.04', '41', '1,204']);
  });

  it('writes memory and processors', () => {
    expect([mib(512), mib(1536), bytes(999), bytes(1500), bytes(48_000), cpus(0.25), percent(0.345)]).toEqual([
      '512 MiB',
      '1.5 GiB',
      '999 B',
      '1.5 kB',
      '48 kB',
      '0.25',
      '35 %',
    ]);
  });

  it('names the day of a time that is not of today, and the zone where it is asked for', () => {
    const now = new Date(2026, 10, 21, 14, 2, 11).getTime();
    const daysAgo = (days: number) => new Date(2026, 10, 21 - days, 9, 5, 7).getTime();
    expect([clock(now, now), clockMinute(daysAgo(0), now)]).toEqual(['14:02:11', '09:05']);
    expect([clock(daysAgo(1), now), clockMinute(daysAgo(1), now)]).toEqual(['Fri 09:05:07', 'Fri 09:05']);
    expect(clock(daysAgo(20), now)).toBe('Nov 1 09:05:07');
    expect(clock(daysAgo(400), now)).toBe('Oct 17, 2025 09:05:07');
    expect(zone(now)).toMatch(/^UTC(?:[+−]\d|$)/);
  });

  it('follows the language', () => {
    speak('zh-CN');
    expect([duration(540_000), count(12_345)]).toEqual(['9 分', '12,345']);
  });
});
