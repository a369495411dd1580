import { describe, expect, it } from 'vitest';
import type { Intent } from '../../domain/intent.ts';
import type { HttpRequest } from '../../platform/http.ts';
import { fakeUpstream, type Reply } from '../../platform/testing/fake-upstream.ts';
import { RecordingSink } from '../../platform/testing/recording-sink.ts';
import { SteeredClock } from '../../platform/testing/steered-clock.ts';
import { flowerAdapter } from './index.ts';

type Answer = Reply | ((request: HttpRequest) => Reply);

function pretendFlower(answers: Readonly<Record<string, Answer>>) {
  const clock = new SteeredClock(Date.parse('2026-11-21T08:00:00Z'));
  const upstream = fakeUpstream((request) => {
    const answer = answers[`${request.method} ${request.path}`] ?? { status: 404, body: 'not there' };
    return typeof answer === 'function' ? answer(request) : answer;
  });
  const adapter = flowerAdapter({ id: 'fl' }, upstream, clock);
  const sink = new RecordingSink();
  const signal = new AbortController().signal;
  return {
    adapter,
    upstream,
    clock,
    sink,
    signal,
    readWorkers: () => adapter.reads[0]?.run(sink, signal),
    enact: (intent: Intent) => adapter.enact(intent, signal),
    worker: (name: string) => sink.get('worker', `fl/${name}`),
  };
}

const refreshOf = (name: string) => `GET /api/workers?refresh=1&workername=${encodeURIComponent(name)}`;
const events = (...rows: readonly unknown[]): Reply => ({ body: { data: rows } });
const inspection = (more: Readonly<Record<string, unknown>> = {}) => ({
  timestamp: 1795244197.27,
  active_queues: [{ name: 'emails' }, { name: 'celery' }],
  stats: {
    pid: 7,
    prefetch_count: 8,
    pool: { implementation: 'celery.concurrency.prefork:TaskPool', 'max-concurrency': 2, processes: [1, 2, 3] },
  },
  ...more,
});

describe('a worker', () => {
  it('is told from both of the stores: alive and counters from events, pool and queues from inspections', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': events({
        hostname: 'w@h',
        status: true,
        freq: 2,
        heartbeats: [100.5, 102.25, 101],
        processed: 40,
        active: 1,
        'task-received': 5,
        'task-failed': 2,
      }),
      'GET /api/workers': { body: { 'w@h': inspection() } },
    });
    await flower.readWorkers();
    expect(flower.worker('w@h')).toMatchObject({
      host: 'h',
      alive: true,
      heartbeatAtMs: 102_250,
      beatMs: 2000,
      processed: 40,
      failed: 2,
      // The worker sends task events, so a counter that is absent is 0.
      retried: 0,
      pool: 'prefork',
      queues: ['emails', 'celery'],
      activeTasks: null,
      inspectedAtMs: 1_795_244_197_270,
    });
    expect(flower.sink.completed).toEqual(['worker']);
  });

  it('has as many processes as are listed: max-concurrency does not follow grow and shrink', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': events(),
      'GET /api/workers': { body: { 'w@h': inspection() } },
    });
    await flower.readWorkers();
    expect(flower.worker('w@h')?.processes).toBe(3);
  });

  it('that sends no task events has unknown counters, not zeros', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': events({ hostname: 'w@h', status: true }),
      'GET /api/workers': { body: {} },
      [refreshOf('w@h')]: { status: 404, body: 'Unknown worker' },
    });
    await flower.readWorkers();
    expect(flower.worker('w@h')).toMatchObject({
      failed: null,
      retried: null,
      processed: null,
      processes: null,
      pool: null,
    });
  });

  it('that only the cache knows is not said to be alive', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': events(),
      'GET /api/workers': { body: { 'w@h': inspection() } },
    });
    await flower.readWorkers();
    expect(flower.worker('w@h')).toMatchObject({ alive: null, heartbeatAtMs: null });
  });

  it('is still told of where the page of workers is closed', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': { status: 403, body: '<html><title>Sign in</title>' },
      'GET /api/workers?status=1': { body: { 'w@h': false } },
      'GET /api/workers': { body: { 'w@h': inspection() } },
    });
    await flower.readWorkers();
    expect(flower.worker('w@h')).toMatchObject({ alive: false, pool: 'prefork' });
  });

  it('shows what it works on once it was asked itself, values and reprs alike as text', async () => {
    const flower = pretendFlower({
      [refreshOf('w@h')]: {
        body: {
          'w@h': inspection({
            active: [{ id: 't1', name: 'send', args: "('a',)", kwargs: '{}', time_start: 100 }],
            reserved: [{ id: 't2', args: [1], kwargs: {} }],
            scheduled: [],
          }),
        },
      },
    });
    await flower.adapter.inspectWorker?.('fl/w@h', flower.sink, flower.signal);
    expect(flower.worker('w@h')).toMatchObject({
      activeTasks: [{ id: 't1', name: 'send', argsText: "('a',)", startedAtMs: 100_000 }],
      reserved: 1,
      scheduled: 0,
    });
  });
});

describe('reading all workers', () => {
  it('asks for the cached inspections only now and then', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': events(),
      'GET /api/workers': { body: { 'w@h': inspection() } },
    });
    for (let run = 0; run < 6; run += 1) {
      await flower.readWorkers();
      flower.clock.advance(2_000);
    }
    expect(flower.upstream.asked.filter((asked) => asked === 'GET /workers?json=1')).toHaveLength(6);
    expect(flower.upstream.asked.filter((asked) => asked === 'GET /api/workers')).toHaveLength(2);
  });

  it('refreshes workers that are alive and not in the cache, one in five seconds', async () => {
    const names = ['a@h', 'b@h'];
    const flower = pretendFlower({
      'GET /workers?json=1': events(...names.map((hostname) => ({ hostname, status: true })), {
        hostname: 'dead@h',
        status: false,
      }),
      'GET /api/workers': { body: {} },
      [refreshOf('a@h')]: { body: { 'a@h': inspection() } },
      [refreshOf('b@h')]: { body: { 'b@h': inspection() } },
    });
    const refreshes = () => flower.upstream.asked.filter((asked) => asked.includes('refresh=1'));
    await flower.readWorkers();
    flower.clock.advance(2_000);
    await flower.readWorkers();
    expect(refreshes()).toEqual([refreshOf('a@h')]);
    expect(flower.worker('a@h')?.pool).toBe('prefork');
    flower.clock.advance(3_000);
    await flower.readWorkers();
    expect(refreshes()).toEqual([refreshOf('a@h'), refreshOf('b@h')]);
  });

  it('leaves a worker alone for a minute that did not answer, and tells of all the others', async () => {
    const flower = pretendFlower({
      'GET /workers?json=1': events({ hostname: 'a@h', status: true }, { hostname: 'b@h', status: true }),
      'GET /api/workers': { body: { 'b@h': inspection() } },
      [refreshOf('a@h')]: { status: 503, body: 'Broker or result backend unavailable' },
    });
    for (let run = 0; run < 5; run += 1) {
      await flower.readWorkers();
      flower.clock.advance(5_000);
    }
    expect(flower.upstream.asked.filter((asked) => asked.includes('refresh=1'))).toHaveLength(1);
    expect(flower.worker('b@h')?.alive).toBe(true);
    expect(flower.worker('a@h')?.alive).toBe(true);
  });
});

describe('a command', () => {
  const worker = 'fl/w1@host-a';

  it.each<[Intent, string]>([
    [{ kind: 'grow-pool', worker, by: 2 }, 'POST /api/worker/pool/grow/w1@host-a?n=2'],
    [{ kind: 'shrink-pool', worker, by: 1 }, 'POST /api/worker/pool/shrink/w1@host-a?n=1'],
    [{ kind: 'add-consumer', worker, queue: 'a b&c' }, 'POST /api/worker/queue/add-consumer/w1@host-a?queue=a+b%26c'],
    [{ kind: 'cancel-consumer', worker, queue: 'q' }, 'POST /api/worker/queue/cancel-consumer/w1@host-a?queue=q'],
    [{ kind: 'shut-down-worker', worker }, 'POST /api/worker/shutdown/w1@host-a'],
    [{ kind: 'revoke-task', task: 'fl/t-1', terminate: false }, 'POST /api/task/revoke/t-1'],
    [
      { kind: 'revoke-task', task: 'fl/t-1', terminate: true },
      'POST /api/task/revoke/t-1?terminate=true&signal=SIGTERM',
    ],
  ])('%j is sent as recorded, and its message is handed on', async (intent, request) => {
    const flower = pretendFlower({ [request]: { body: { message: 'done' } } });
    expect(await flower.enact(intent)).toEqual({ deployment: null, text: 'done' });
    expect(flower.upstream.asked).toEqual([request]);
  });

  it('to a worker Flower does not know refreshes that worker once, and is tried once more', async () => {
    let known = false;
    const grow = 'POST /api/worker/pool/grow/w1@host-a?n=1';
    const flower = pretendFlower({
      [grow]: () => (known ? { body: { message: 'Growing' } } : { status: 404, body: "Unknown worker 'w1@host-a'" }),
      [refreshOf('w1@host-a')]: () => {
        known = true;
        return { body: { 'w1@host-a': inspection() } };
      },
    });
    expect(await flower.enact({ kind: 'grow-pool', worker, by: 1 })).toEqual({ deployment: null, text: 'Growing' });
    expect(flower.upstream.asked).toEqual([grow, refreshOf('w1@host-a'), grow]);
  });

  it('to a worker nobody knows is missing', async () => {
    const flower = pretendFlower({});
    await expect(flower.enact({ kind: 'grow-pool', worker, by: 1 })).rejects.toMatchObject({
      fault: { kind: 'missing' },
    });
    expect(flower.upstream.asked).toHaveLength(2);
  });

  it('has its worker refreshed with the next list: the cache would show the old pool for ever', async () => {
    const flower = pretendFlower({
      'POST /api/worker/pool/grow/w1@host-a?n=1': { body: { message: 'Growing' } },
      'GET /workers?json=1': events({ hostname: 'w1@host-a', status: true }),
      'GET /api/workers': { body: { 'w1@host-a': inspection() } },
      [refreshOf('w1@host-a')]: { body: { 'w1@host-a': inspection({ stats: { pool: { processes: [1, 2, 3, 4] } } }) } },
    });
    await flower.enact({ kind: 'grow-pool', worker, by: 1 });
    await flower.readWorkers();
    expect(flower.worker('w1@host-a')?.processes).toBe(4);
  });

  it.each(['Read only mode is enabled', 'Cross-site request forbidden', "Can't shrink pool. All processes busy!"])(
    'refused with 403 says in whose words: %s',
    async (body) => {
      const flower = pretendFlower({ 'POST /api/worker/shutdown/w1@host-a': { status: 403, body } });
      await expect(flower.enact({ kind: 'shut-down-worker', worker })).rejects.toMatchObject({
        fault: { kind: 'refused', status: 403, text: body },
      });
    },
  );

  it('that its worker did not answer within a second is no refusal: it waits for the worker and may come true', async () => {
    const body = "Failed to grow 'w1@host-a': Unknown reason";
    const flower = pretendFlower({ 'POST /api/worker/pool/grow/w1@host-a?n=1': { status: 403, body } });
    await expect(flower.enact({ kind: 'grow-pool', worker, by: 1 })).rejects.toMatchObject({
      fault: { kind: 'unreachable', why: 'timeout', text: body },
    });
  });

  it('while the broker is away is failing, in words', async () => {
    const flower = pretendFlower({
      'POST /api/worker/shutdown/w1@host-a': { status: 503, body: 'Broker or result backend unavailable' },
    });
    await expect(flower.enact({ kind: 'shut-down-worker', worker })).rejects.toMatchObject({
      fault: { kind: 'failing', text: 'Broker or result backend unavailable' },
    });
  });

  it('of another backend is refused', async () => {
    const flower = pretendFlower({});
    await expect(flower.enact({ kind: 'purge-queue', queue: 'fl/%2F/q' })).rejects.toMatchObject({
      fault: { kind: 'refused' },
    });
  });
});

describe('a worker whose record cannot be read', () => {
  it('stays as it was known, and so does what it said when it was inspected', async () => {
    let broken = false;
    const flower = pretendFlower({
      'GET /workers?json=1': () =>
        events({ hostname: 'w1@h', status: true }, { hostname: 'w2@h', status: broken ? 'yes' : true }),
      'GET /api/workers': () => ({
        body: { 'w1@h': broken ? { stats: 'none' } : inspection(), 'w2@h': inspection() },
      }),
    });
    await flower.readWorkers();
    const before = flower.worker('w1@h');
    broken = true;
    flower.clock.advance(11_000);
    await flower.readWorkers();
    expect(flower.worker('w1@h')).toEqual(before);
    expect(flower.sink.kept).toEqual(['fl/w2@h']);
    expect(flower.worker('w2@h')?.alive).toBe(true);
  });
});

describe('tasks', () => {
  it("are filtered by Flower, never asked for without a limit, and stay in Flower's order", async () => {
    const request =
      'GET /api/tasks?limit=1000&offset=0&state=FAILURE&taskname=shop.send&workername=w%40h&search=kwargs%3Aid%3D7';
    const flower = pretendFlower({
      [request]: { body: { b: { uuid: 'b', state: 'FAILURE' }, a: { uuid: 'a', state: 'X' } } },
    });
    const found = await flower.adapter.readTasks?.(
      { state: 'FAILURE', name: 'shop.send', worker: 'w@h', search: 'kwargs:id=7', limit: 1e9, offset: -5 },
      flower.signal,
    );
    expect(found?.tasks.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'FAILURE'],
      ['a', 'OTHER'],
    ]);
  });

  it('of which one cannot be read come without it, and its fault beside them', async () => {
    const flower = pretendFlower({
      'GET /api/tasks?limit=10&offset=0': { body: { a: { uuid: 'a', state: 'SUCCESS' }, b: { uuid: 'b', state: 5 } } },
    });
    const found = await flower.adapter.readTasks?.({ limit: 10, offset: 0 }, flower.signal);
    expect(found?.tasks).toHaveLength(1);
    expect(found?.faults).toMatchObject([{ kind: 'unreadable', path: 'tasks.b.state' }]);
  });

  it('show a search that Flower cannot read in its own words', async () => {
    const flower = pretendFlower({
      'GET /api/tasks?limit=10&offset=0&search=ab': { status: 400, body: { error: 'at least 3 characters' } },
    });
    await expect(
      flower.adapter.readTasks?.({ limit: 10, offset: 0, search: 'ab' }, flower.signal),
    ).rejects.toMatchObject({ fault: { kind: 'refused', text: 'at least 3 characters' } });
  });

  it('in full have times in milliseconds, and their family', async () => {
    const flower = pretendFlower({
      'GET /api/task/info/t1': {
        body: {
          uuid: 't1',
          state: 'FAILURE',
          sent: 1.5,
          failed: 3,
          runtime: 0.25,
          root_id: 'r',
          parent_id: 'p',
          children: ['c'],
          expires: null,
        },
      },
    });
    expect(await flower.adapter.readTask?.('fl/t1', flower.signal)).toMatchObject({
      sentAtMs: 1500,
      endedAtMs: 3000,
      runtimeMs: 250,
      rootId: 'r',
      parentId: 'p',
      childIds: ['c'],
    });
    expect(flower.upstream.asked).toHaveLength(1);
  });

  it('whose result was cut have it from the result backend, when that answers', async () => {
    const info = { body: { uuid: 't1', state: 'SUCCESS', result: "'abc..." } };
    const flower = pretendFlower({
      'GET /api/task/info/t1': info,
      'GET /api/task/result/t1': { body: { 'task-id': 't1', state: 'SUCCESS', result: { a: 1 } } },
    });
    expect((await flower.adapter.readTask?.('fl/t1', flower.signal))?.resultText).toBe('{"a":1}');
    const away = pretendFlower({ 'GET /api/task/info/t1': info, 'GET /api/task/result/t1': { status: 500 } });
    expect((await away.adapter.readTask?.('fl/t1', away.signal))?.resultText).toBe("'abc...");
  });
});

describe('hello', () => {
  it('says why it is unauthorised, where Flower does', async () => {
    const text = 'FLOWER_UNAUTHENTICATED_API environment variable is required to enable API without authentication';
    const flower = pretendFlower({ 'GET /api/task/types': { status: 401, body: text } });
    await expect(flower.adapter.hello(flower.signal)).rejects.toMatchObject({ fault: { kind: 'unauthorised', text } });
  });
});
