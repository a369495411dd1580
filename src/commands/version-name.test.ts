import { describe, expect, it } from 'vitest';
import { versionName } from './version-name.ts';

const day = 86_400_000;
/** A moment on the reader's own clock, whatever zone the test runs in. */
const now = new Date(2026, 10, 21, 14, 2).getTime();
const name = (atMs: number) => versionName(new Date(atMs).toISOString(), now);

describe('the name of a version', () => {
  it('is weekday and time within the days around, and the date before: a weekday would name a Saturday of any year', () => {
    expect(name(now)).toBe('Sat 14:02');
    expect(name(now - 5 * day)).toBe('Mon 14:02');
    expect(name(now - 7 * day)).toBe('Nov 14 14:02');
    expect(name(now - 365 * day)).toBe('Nov 21, 2025 14:02');
  });

  it('is the id itself, unseen characters shown, where that is no time', () => {
    expect(versionName('v\u202e1', now)).toBe('v‹U+202E›1');
  });
});
