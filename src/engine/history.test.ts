import { describe, expect, it } from 'vitest';
import { QueueHistory } from './history.ts';
import { aQueue } from './testing/builders.ts';

const minute = 60_000;
const start = 1_800_000_000_000;

describe('history of queues', () => {
  it('keeps one point a minute, its first reading, and null where nothing was measured', () => {
    const history = new QueueHistory();
    history.record(aQueue('q', { depth: 1 }), start);
    history.record(aQueue('q', { depth: 2 }), start + 5_000);
    history.record(aQueue('q', { depth: 3 }), start + 2 * minute);
    const spark = history.spark('broker/%2F/q', start + 2 * minute + 30_000);
    expect(spark?.points).toHaveLength(60);
    expect(spark?.points.slice(-4)).toEqual([null, 1, null, 3]);
    expect(spark?.endMs).toBe(start + 3 * minute);
  });

  it('is bounded to an hour, fine for the last ten minutes', () => {
    const history = new QueueHistory();
    for (let s = 0; s < 3 * 3_600; s += 5) history.record(aQueue('q', { depth: s }), start + s * 1_000);
    expect(history.recent('broker/%2F/q')).toHaveLength(60);
    const hour = history.hour('broker/%2F/q');
    expect(hour.length).toBeLessThanOrEqual(120);
    expect(hour.map(({ atMs }) => atMs)).toEqual(hour.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    expect((hour.at(-1)?.atMs ?? 0) - (hour[0]?.atMs ?? 0)).toBeGreaterThan(58 * minute);
    expect(hour.at(-1)?.depth).toBe(3 * 3_600 - 5);
  });

  it('has the broker’s past below what was measured here, no older than an hour and nothing from the future', () => {
    const history = new QueueHistory();
    const key = 'broker/%2F/q';
    history.record(aQueue('q', { depth: 7 }), start);
    const past = Array.from({ length: 90 }, (_, n) => ({
      atMs: start + (10 - n) * minute,
      depth: 100 + n,
      inPerS: 1,
      outPerS: null,
    }));
    history.seed(key, past, start + 10_000);
    const points = history.spark(key, start + 10_000)?.points ?? [];
    expect(points).toHaveLength(60);
    expect([points[0], points.at(-3), points.at(-2), points.at(-1)]).toEqual([169, 112, 111, 7]);
    expect(history.hour(key)[0]).toEqual({ atMs: start - 59 * minute, depth: 169, inPerS: 1, outPerS: null });
    // Trends are told by what was measured here alone.
    expect(history.recent(key)).toHaveLength(1);
    history.record(aQueue('q', { depth: 8 }), start + minute);
    expect(history.spark(key, start + minute)?.points.slice(-3)).toEqual([111, 7, 8]);
  });

  it('takes no past of queues it does not know', () => {
    const history = new QueueHistory();
    history.seed('broker/%2F/q', [{ atMs: start, depth: 1, inPerS: null, outPerS: null }], start);
    expect(history.spark('broker/%2F/q', start)).toBeNull();
  });

  it('keeps an unknown depth unknown', () => {
    const history = new QueueHistory();
    history.record(aQueue('q', { depth: null }), start);
    expect(history.recent('broker/%2F/q')[0]?.depth).toBeNull();
    expect(history.spark('broker/%2F/q', start)?.points.at(-1)).toBeNull();
  });

  it("remembers nothing of Celery's own queues, nor of one that is gone", () => {
    const history = new QueueHistory();
    history.record(aQueue('celeryev.1', { role: 'internal' }), start);
    expect(history.spark('broker/%2F/celeryev.1', start)).toBeNull();
    history.record(aQueue('q'), start);
    history.forget('broker/%2F/q');
    expect(history.hour('broker/%2F/q')).toEqual([]);
  });
});
