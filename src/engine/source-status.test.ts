import { describe, expect, it } from 'vitest';
import type { Fault } from '../domain/fault.ts';
import type { PollerState } from './poller.ts';
import { statusOf, type Standing } from './source-status.ts';
import { badGateway, garbage, refusedConnection } from './testing/fake-upstream.ts';

const now = 1_000_000;
const fine: PollerState = {
  begun: 3,
  failed: 0,
  lastMs: 20,
  lastOkAtMs: now - 1_000,
  failures: 0,
  failingSinceMs: null,
  fault: null,
  runningSinceMs: null,
  nextAtMs: now + 1_000,
  expectedMs: 2_000,
};

function failing(fault: Fault, sinceMs: number, failures = 1): PollerState {
  return { ...fine, failures, failingSinceMs: sinceMs, fault: { fault, atMs: sinceMs, during: 'apps' } };
}

function standing(pollers: PollerState[], over: Partial<Standing> = {}): Standing {
  return { nowMs: now, pollers, lastOkAtMs: now - 1_000, stream: 'up', unreadable: 0, unreadableFault: null, ...over };
}

describe('standing of a source', () => {
  it('is live while all reads answer in time', () => {
    expect(statusOf(standing([fine, fine]))).toMatchObject({ state: 'live', fault: null, nextTryAtMs: null });
  });

  it('is connecting until it first answered, and lost when it did not within ten seconds', () => {
    const never = { ...failing(refusedConnection, now - 9_000, 3), lastOkAtMs: null };
    expect(statusOf(standing([never], { lastOkAtMs: null })).state).toBe('connecting');
    const long = { ...never, failingSinceMs: now - 10_000 };
    expect(statusOf(standing([long], { lastOkAtMs: null }))).toMatchObject({
      state: 'lost',
      lostSinceMs: now - 10_000,
      nextTryAtMs: now + 1_000,
      fault: { fault: refusedConnection },
    });
  });

  it('is lost at once when the connection is refused, before the other reads notice', () => {
    const status = statusOf(standing([failing(refusedConnection, now), fine], { lastOkAtMs: now - 1_000 }));
    expect(status).toMatchObject({ state: 'lost', lostSinceMs: now, lastOkAtMs: now - 1_000 });
  });

  it('is late after one bad answer and lost after two with nothing between', () => {
    expect(statusOf(standing([failing(badGateway, now), fine])).state).toBe('late');
    expect(statusOf(standing([failing(badGateway, now - 500, 2), fine])).state).toBe('lost');
  });

  it('is only late when one of its further lists fails for reasons of its own', () => {
    const others = { lastOkAtMs: now - 100 };
    expect(statusOf(standing([fine, failing(badGateway, now - 9_000, 5)], others)).state).toBe('late');
    expect(statusOf(standing([fine, failing(garbage, now - 200, 5)], { lastOkAtMs: now - 300 })).state).toBe('late');
  });

  it('is lost without the list it is there for, though it answers for the others', () => {
    const others = { lastOkAtMs: now - 100 };
    expect(statusOf(standing([failing(garbage, now - 900), fine], others)).state).toBe('late');
    expect(statusOf(standing([failing(garbage, now - 900, 2), fine], others))).toMatchObject({
      state: 'lost',
      lostSinceMs: now - 900,
    });
  });

  it('is as old as the last answer of a list that fails, not as young as its last word', () => {
    const old = { ...failing(garbage, now - 9_000, 3), lastOkAtMs: now - 12_000 };
    expect(statusOf(standing([fine, old], { lastOkAtMs: now - 100 })).lastOkAtMs).toBe(now - 12_000);
    const never = { ...old, lastOkAtMs: null };
    expect(statusOf(standing([fine, never], { lastOkAtMs: now - 100 })).lastOkAtMs).toBe(now - 100);
  });

  it('is lost when every list is garbage', () => {
    const both = [failing(garbage, now - 5_000, 2), failing(garbage, now - 4_000, 2)];
    expect(statusOf(standing(both))).toMatchObject({ state: 'lost', lostSinceMs: now - 5_000 });
  });

  it('is late when a read hangs or an answer is much older than planned', () => {
    expect(statusOf(standing([{ ...fine, runningSinceMs: now - 5_001 }])).state).toBe('late');
    expect(statusOf(standing([{ ...fine, lastOkAtMs: now - 5_001 }])).state).toBe('late');
    expect(statusOf(standing([{ ...fine, lastOkAtMs: now - 70_000, expectedMs: 30_000 }])).state).toBe('live');
  });

  it('stays live with records that could not be read, and says which', () => {
    const fault = { fault: garbage, atMs: now, during: 'apps' };
    expect(statusOf(standing([fine], { unreadable: 2, unreadableFault: fault }))).toMatchObject({
      state: 'live',
      unreadable: 2,
      fault,
    });
  });
});
