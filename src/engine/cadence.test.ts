import { describe, expect, it } from 'vitest';
import { backOffMs, nextDelayMs, type Situation } from './cadence.ts';

const pace = { floorMs: 500, fastMs: 1_000, steadyMs: 5_000, idleMs: 30_000, streamedMs: 15_000 };
const calm: Situation = { pace, looked: true, moving: false, streamed: false, failures: 0, random: 0.5 };

describe('cadence', () => {
  it.each([
    ['nobody looks', { looked: false }, 30_000],
    ['nobody looks, though something moves', { looked: false, moving: true }, 30_000],
    ['someone looks', {}, 5_000],
    ['someone looks and something moves', { moving: true }, 1_000],
    ['the stream marks what changes', { streamed: true }, 15_000],
    ['the stream marks what changes while something moves', { streamed: true, moving: true }, 15_000],
    ['the stream is up and nobody looks', { streamed: true, looked: false }, 30_000],
  ])('waits as its pace says when %s', (_when, over, expected) => {
    expect(nextDelayMs({ ...calm, ...over })).toBe(expected);
  });

  it('keeps its pace where the stream tells nothing about the list', () => {
    const { streamedMs: _, ...unstreamed } = pace;
    expect(nextDelayMs({ ...calm, pace: unstreamed, streamed: true, moving: true })).toBe(1_000);
  });

  it('spreads healthy reads by a tenth, so that sources do not keep step', () => {
    expect(nextDelayMs({ ...calm, random: 0 })).toBe(4_500);
    expect(nextDelayMs({ ...calm, random: 0.9999 })).toBe(5_500);
  });

  it('never goes below the floor', () => {
    const slow = { ...pace, floorMs: 5_000, fastMs: 5_000 };
    expect(nextDelayMs({ ...calm, pace: slow, moving: true, random: 0 })).toBe(5_000);
    expect(nextDelayMs({ ...calm, pace: slow, failures: 1, random: 0 })).toBe(5_000);
  });

  it('doubles the window of its random wait with every failure, up to 45 s', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => backOffMs(failures, 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 45_000, 45_000, 45_000]);
    expect(backOffMs(5, 0.25)).toBe(4_000);
  });

  it('backs off whoever looks', () => {
    expect(nextDelayMs({ ...calm, failures: 4, moving: true })).toBe(500 + 4_000);
    expect(nextDelayMs({ ...calm, failures: 4, looked: false })).toBe(500 + 4_000);
  });
});
