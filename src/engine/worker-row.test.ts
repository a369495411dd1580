import { describe, expect, it } from 'vitest';
import type { SourceStatus } from '../domain/source.ts';
import { aQueue, aWorker } from './testing/builders.ts';
import { differsInFigures, workerRowOf, workerStateOf, type WorkerSurroundings } from './worker-row.ts';

const silentSinceMs = 1_000_000;

function broker(state: SourceStatus['state'], contactAtMs: number | null): WorkerSurroundings['brokers'][number] {
  const status: SourceStatus = {
    state,
    lastOkAtMs: contactAtMs,
    lostSinceMs: null,
    nextTryAtMs: null,
    stream: 'none',
    fault: null,
    unreadable: 0,
  };
  return { status, contactAtMs };
}

const answering: WorkerSurroundings = {
  teller: 'live',
  brokers: [broker('live', silentSinceMs + 500)],
  queues: [],
  silentSinceMs,
  silentAtOnce: false,
  sinceAwayMs: null,
};
const silent = aWorker('celery@a', { alive: false });

describe('state of a worker', () => {
  it('is online while its heartbeats come, even when the broker cannot be asked', () => {
    expect(workerStateOf(aWorker('celery@a'), { ...answering, brokers: [broker('lost', null)] })).toBe('online');
  });

  it('is gone when its heartbeats stopped while the broker answers', () => {
    expect(workerStateOf(silent, answering)).toBe('gone');
  });

  it('is away, not gone, when the broker does not answer', () => {
    expect(workerStateOf(silent, { ...answering, brokers: [broker('lost', silentSinceMs + 500)] })).toBe('away');
  });

  it('is not called gone before the broker answered once more: it may have gone first', () => {
    const before = { ...answering, brokers: [broker('live', silentSinceMs - 3_001)] };
    expect(workerStateOf(silent, before)).toBe('unknown');
    expect(workerStateOf(silent, { ...before, brokers: [broker('live', silentSinceMs - 3_000)] })).toBe('gone');
  });

  it('is still away while it may be reconnecting to a broker that came back, and gone when it does not return', () => {
    const back = { ...answering, brokers: [broker('live', silentSinceMs + 30_000)] };
    expect(workerStateOf(silent, { ...back, sinceAwayMs: 35_000 })).toBe('away');
    expect(workerStateOf(silent, { ...back, sinceAwayMs: 35_001 })).toBe('gone');
    expect(workerStateOf(aWorker('celery@a'), { ...back, sinceAwayMs: 1_000 })).toBe('online');
  });

  it('is away when RabbitMQ says that all its queues are stopped', () => {
    expect(workerStateOf(silent, { ...answering, queues: [aQueue('q', { state: 'stopped' })] })).toBe('away');
    const mixed = [aQueue('q', { state: 'stopped' }), aQueue('p')];
    expect(workerStateOf(silent, { ...answering, queues: mixed })).toBe('gone');
  });

  it('is away without a broker to ask when all workers fell silent at once', () => {
    const alone = { ...answering, brokers: [] };
    expect(workerStateOf(silent, alone)).toBe('gone');
    expect(workerStateOf(silent, { ...alone, silentAtOnce: true })).toBe('away');
  });

  it('is unknown while the source that tells about it is lost, or has not said', () => {
    expect(workerStateOf(silent, { ...answering, teller: 'lost' })).toBe('unknown');
    expect(workerStateOf(aWorker('celery@a'), { ...answering, teller: 'lost' })).toBe('unknown');
    expect(workerStateOf(aWorker('celery@a', { alive: null }), answering)).toBe('unknown');
  });
});

describe('row of a worker', () => {
  it('moves its heartbeat in steps of ten seconds while online, and tells the last one exactly when gone', () => {
    const worker = aWorker('celery@a', { heartbeatAtMs: 123_456 });
    expect(workerRowOf(worker, 'online', null).heartbeatAtMs).toBe(120_000);
    expect(workerRowOf(worker, 'gone', null).heartbeatAtMs).toBe(123_456);
  });

  it('tells the load in steps of 0.05', () => {
    expect(workerRowOf(aWorker('celery@a', { load: [1.03, 0.874, 0] }), 'online', null).load).toEqual([1.05, 0.85, 0]);
  });

  it('differs in mere figures unless its state, processes, queues or app do', () => {
    const row = workerRowOf(aWorker('celery@a'), 'online', null);
    const busy = { active: 3, processed: 70, failed: 1, load: [1, 2, 3], reserved: 4, heartbeatAtMs: 5 };
    expect(differsInFigures(row, { ...row, ...busy, inspectedAtMs: 6 })).toBe(true);
    for (const change of [{ state: 'gone' as const }, { processes: 9 }, { queues: ['x'] }, { app: 'main/a' }])
      expect(differsInFigures(row, { ...row, ...change })).toBe(false);
  });
});
