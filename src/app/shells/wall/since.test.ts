import { describe, expect, it } from 'vitest';
import { lastTurnMs, sinceOf } from './since.ts';
import type { Verdict } from './verdict.ts';

const calm: Verdict = { kind: 'calm', total: 3 };
const connecting: Verdict = { kind: 'connecting' };
const tally = { wanted: 2, moving: 1, unknown: 0, total: 3, partial: false };
const moving: Verdict = { kind: 'moving', tally };

describe('since when a verdict stands', () => {
  it('is when this screen saw it begin', () => {
    const before = sinceOf(null, moving, 50, null);
    const seen = sinceOf(before, calm, 100, 70);
    expect(seen).toEqual({ key: 'calm', atMs: 100, isExact: true });
    expect(sinceOf(seen, calm, 900, 70)).toBe(seen);
  });

  it('is what the gateway remembers where this screen did not look', () => {
    const blind = sinceOf(null, connecting, 90, null);
    expect(sinceOf(blind, calm, 100, 70)).toEqual({ key: 'calm', atMs: 70, isExact: true });
    expect(sinceOf({ key: 'gateway-lost', atMs: 10, isExact: true }, calm, 100, 70).atMs).toBe(70);
  });

  it('takes the gateway’s word also when it comes a moment later, and none of what came after', () => {
    const early = sinceOf(sinceOf(null, connecting, 90, null), calm, 100, null);
    expect(early).toEqual({ key: 'calm', atMs: 100, isExact: false });
    expect(sinceOf(early, calm, 101, 70)).toEqual({ key: 'calm', atMs: 70, isExact: true });
    expect(sinceOf(early, calm, 120, 110)).toBe(early);
  });

  it('claims no more than it saw where nobody remembers', () => {
    const since = sinceOf(sinceOf(null, connecting, 90, null), calm, 100, null);
    expect(sinceOf(since, calm, 5000, null)).toEqual({ key: 'calm', atMs: 100, isExact: false });
  });

  it('counts anew when another trouble takes the band', () => {
    const trouble: Verdict = { kind: 'trouble', count: 2, one: null, tally };
    const since = sinceOf(sinceOf(null, moving, 0, null), trouble, 10, null);
    expect(sinceOf(since, trouble, 20, null).atMs).toBe(10);
    expect(sinceOf(since, { ...trouble, count: 3 }, 30, null).atMs).toBe(30);
  });

  it('remembers breakages, mends and deployments, and no other act', () => {
    const moments = [
      { kind: 'mend', what: 'failing', atMs: 10 },
      { kind: 'change', what: 'deployment-ended', atMs: 20 },
      { kind: 'change', what: 'purge-queue', atMs: 30 },
    ] as const;
    expect(lastTurnMs(moments)).toBe(20);
    expect(lastTurnMs(moments.slice(0, 1))).toBe(10);
    expect(lastTurnMs(moments.slice(2))).toBeNull();
  });
});
