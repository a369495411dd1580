import { afterEach, describe, expect, it } from 'vitest';
import { createRig } from '../testing/messaging-rig.ts';
import type { MessagingRig } from '../testing/messaging-rig.ts';
import { recordedOrder } from '../testing/sample.ts';
import { of, watch } from '../testing/timeline.ts';

/**
 * The experiments on real programs, replayed: recorded timelines lie beside the other samples as `exp-*.json`. Each expectation
 * names what was measured; the window around it is what half-second probes and the 5 s statistics step allow.
 */

let rig: MessagingRig;
const doomed = 'worker4@host-d';

afterEach(() => rig.close());

function sleep(type: 'sleep' | 'sleep_late' | 'sleep_late_rwl', seconds: number, etaS?: number): string {
  const etaMs = etaS === undefined ? null : rig.world.clock.nowMs() + etaS * 1000;
  const id = rig.world.messaging.send({ type: `shop.core.${type}`, queue: 'exp', args: [seconds], etaMs });
  if (id === null) throw new Error('The broker is away.');
  return id;
}

const state = (id: string) => (): Promise<unknown> =>
  rig.flower(`/api/task/info/${id}`).then(({ body }) => (isRecord(body) ? body['state'] : body));

const status = (name: string) => (): Promise<unknown> =>
  rig.flower('/api/workers?status=1').then(({ body }) => (isRecord(body) ? body[name] : body));

const queue = (name: string) => (): Promise<unknown> =>
  rig
    .rabbitmq(`/api/queues/%2F/${name}?columns=consumers,messages_ready,messages_unacknowledged,state`)
    .then(({ body }) => body);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const depth = (consumers: number, ready: number, unacked: number) => ({
  consumers,
  messages_ready: ready,
  messages_unacknowledged: unacked,
  state: 'running',
});

/** One worker with two processes on the queue of the experiments, and nobody else sending there. */
async function setUp(): Promise<void> {
  rig = await createRig();
  rig.hire(doomed, { queues: ['exp'] });
  rig.world.messaging.load.setFactor('exp', 0);
  rig.world.clock.advance(1_000);
  await rig.flower('/api/workers');
}

describe('kill -9 of a worker', () => {
  it('is noticed by silence; what it ran early is lost, what it held comes back', async () => {
    await setUp();
    const early = sleep('sleep', 90);
    const late = sleep('sleep_late', 90);
    const waiting = Array.from({ length: 6 }, () => sleep('sleep', 1));
    const [first = ''] = waiting;
    const eta = sleep('sleep', 1, 3600);
    rig.world.clock.advance(10_000);
    await rig.flower(`/api/workers?refresh=1&workername=${doomed}`);
    expect(await queue('exp')()).toEqual(depth(1, 0, 8));

    rig.world.messaging.killWorker(doomed);
    const probes = {
      status: status(doomed),
      queue: queue('exp'),
      early: state(early),
      late: state(late),
      first: state(first),
      eta: state(eta),
    };
    const changes = await watch(rig, probes, 75);
    // Measured: false at 3.2 s; visible in the broker's statistics at 7.0 s at the latest.
    const [, gone, ...more] = of(changes, 'status');
    expect(gone).toMatchObject({ value: false });
    expect(gone?.t).toBeGreaterThanOrEqual(2);
    expect(gone?.t).toBeLessThanOrEqual(4);
    expect(more).toEqual([]);
    const [, back] = of(changes, 'queue');
    expect(back).toMatchObject({ value: depth(0, 8, 0) });
    expect(back?.t).toBeLessThanOrEqual(7);
    expect(of(changes, 'early')).toEqual([{ t: 0, probe: 'early', value: 'STARTED' }]);
    expect(of(changes, 'late')).toEqual([{ t: 0, probe: 'late', value: 'STARTED' }]);
    expect(of(changes, 'first')).toEqual([{ t: 0, probe: 'first', value: 'RECEIVED' }]);
    expect(of(changes, 'eta')).toEqual([{ t: 0, probe: 'eta', value: 'RECEIVED' }]);
    // The recording goes on with a restart.
    const values = (probe: string): unknown[] => of(changes, probe).map(({ value }) => value);
    expect(values('status')).toEqual(recordedOrder('exp-kill9-worker', 'flower.status').slice(0, 2));
    const depths = recordedOrder('exp-kill9-worker', 'rmq.exp').slice(0, 2);
    expect(values('queue')).toEqual(depths);
  });

  it('leaves it in the inspect cache for ever, with the tasks it ran when last asked', async () => {
    await setUp();
    sleep('sleep', 90);
    rig.world.clock.advance(1_000);
    const before = (await rig.flower(`/api/workers?refresh=1&workername=${doomed}`)).body;
    rig.world.messaging.killWorker(doomed);
    rig.world.clock.advance(3_600_000);
    const after = await rig.flower(`/api/workers?refresh=1&workername=${doomed}`);
    expect(after.status).toBe(200);
    expect(after.body).toEqual(before);
    expect((await rig.flower('/api/workers')).body).toEqual(before);
    const metrics = (await rig.flower('/metrics')).text;
    expect(metrics).toContain(`flower_worker_online{worker="${doomed}"} 1.0`);
    expect(metrics).toContain(`flower_worker_number_of_currently_executing_tasks{worker="${doomed}"} 1.0`);
  });

  it('late tasks run again on the next worker, early ones never end', async () => {
    await setUp();
    const early = sleep('sleep', 90);
    const late = sleep('sleep_late', 90);
    rig.world.clock.advance(5_000);
    rig.world.messaging.killWorker(doomed);
    rig.world.clock.advance(79_000);
    rig.hire('worker5@host-e', { queues: ['exp'] });
    const started = (await rig.flower(`/api/task/info/${late}`)).body;
    const changes = await watch(rig, { early: state(early), late: state(late) }, 95);
    expect(of(changes, 'early').map(({ value }) => value)).toEqual(['STARTED']);
    // STARTED all the while, also while it was requeued; then SUCCESS, 90 s after the second start.
    expect(of(changes, 'late').map(({ value }) => value)).toEqual(['STARTED', 'SUCCESS']);
    expect(of(changes, 'late').at(-1)?.t).toBeCloseTo(90, 0);
    const ended = (await rig.flower(`/api/task/info/${late}`)).body;
    expect(started).toMatchObject({ worker: 'worker5@host-e' });
    expect(ended).toMatchObject({ worker: 'worker5@host-e', state: 'SUCCESS' });
  });
});

describe('SIGSTOP of a worker', () => {
  it('looks dead to Flower at once and healthy to RabbitMQ for minutes', async () => {
    await setUp();
    const running = sleep('sleep', 5);
    rig.world.clock.advance(2_000);
    rig.world.messaging.freezeWorker(doomed);
    const after = sleep('sleep', 1);
    const probes = { status: status(doomed), queue: queue('exp'), running: state(running), after: state(after) };
    const changes = await watch(rig, probes, 30);
    const gone = of(changes, 'status').find(({ value }) => value === false);
    // Measured: false at 3.1 s.
    expect(gone?.t).toBeGreaterThanOrEqual(2);
    expect(gone?.t).toBeLessThanOrEqual(4);
    expect(of(changes, 'running').map(({ value }) => value)).toEqual(['STARTED']);
    expect(of(changes, 'after').map(({ value }) => value)).toEqual(['PENDING']);
    expect(of(changes, 'queue').at(-1)?.value).toEqual(depth(1, 0, 1));
    expect(of(changes, 'status').map(({ value }) => value)).toEqual(
      recordedOrder('exp-sigstop-worker', 'flower.status').slice(0, 2),
    );
    const grow = await rig.post(`/api/worker/pool/grow/${doomed}?n=1`);
    expect(grow).toMatchObject({ status: 403, text: `Failed to grow '${doomed}' worker's pool: Unknown reason` });
    expect(rig.waits.at(-1)).toBe(1010);
  });

  it('continued, it finishes what ended meanwhile, takes what waited, and carries out the command nobody answered', async () => {
    await setUp();
    const running = sleep('sleep', 5);
    rig.world.clock.advance(2_000);
    rig.world.messaging.freezeWorker(doomed);
    const after = sleep('sleep', 1);
    rig.world.clock.advance(30_000);
    await rig.post(`/api/worker/pool/grow/${doomed}?n=1`);
    rig.world.messaging.continueWorker(doomed);
    const changes = await watch(rig, { status: status(doomed), running: state(running), after: state(after) }, 3);
    // Measured: true and SUCCESS at 0.6 s, the waiting one at 1.1 s.
    expect(of(changes, 'status').at(-1)).toMatchObject({ value: true });
    expect(of(changes, 'status').at(-1)?.t).toBeLessThanOrEqual(1);
    expect(of(changes, 'running').map(({ value }) => value)).toEqual(['SUCCESS']);
    expect(of(changes, 'after').map(({ value }) => value)).toEqual(['STARTED', 'SUCCESS']);
    expect(rig.world.messaging.worker(doomed)?.pool.pids).toHaveLength(3);
  });

  it('RabbitMQ closes the silent connection after 166 s and takes everything back', async () => {
    await setUp();
    for (let n = 0; n < 10; n += 1) sleep('sleep', 90);
    rig.world.clock.advance(4_000);
    rig.world.messaging.freezeWorker(doomed);
    const pidbox = (): Promise<unknown> =>
      rig.rabbitmq(`/api/queues/%2F/${doomed}.celery.pidbox?columns=consumers`).then(({ status: code }) => code);
    const changes = await watch(rig, { queue: queue('exp'), pidbox }, 180, 2);
    expect(of(changes, 'queue').map(({ value }) => value)).toEqual([depth(1, 0, 8), depth(0, 8, 0)]);
    expect(of(changes, 'queue').at(-1)?.t).toBeGreaterThanOrEqual(166);
    expect(of(changes, 'queue').at(-1)?.t).toBeLessThanOrEqual(173);
    expect(of(changes, 'pidbox')).toEqual([
      { t: 0, probe: 'pidbox', value: 200 },
      { t: 168, probe: 'pidbox', value: 404 },
    ]);
    rig.world.messaging.continueWorker(doomed);
    rig.world.clock.advance(1_700);
    expect(await status(doomed)()).toBe(true);
    expect(rig.world.messaging.worker(doomed)?.connected).toBe(true);
  });
});

describe('warm shutdown through Flower', () => {
  it('says offline long before the process ends, and gives back what it held when it does', async () => {
    await setUp();
    for (let n = 0; n < 2; n += 1) sleep('sleep_late', 20);
    for (let n = 0; n < 13; n += 1) sleep('sleep_late', 1);
    rig.world.clock.advance(5_700);
    const answer = await rig.post(`/api/worker/shutdown/${doomed}`);
    expect(answer).toMatchObject({ status: 200, body: { message: 'Shutting down!' } });
    const changes = await watch(rig, { status: status(doomed), queue: queue('exp') }, 22);
    // Measured: false 0.5, true 14.3 (the last task's event), false 16.4; consumers 0 at 4.7; unacked back at 20.0.
    expect(of(changes, 'status').map(({ value, t }) => [value, t])).toEqual([
      [true, 0],
      [false, 0.5],
      [true, 14.5],
      [false, 16.5],
    ]);
    expect(of(changes, 'queue').map(({ value }) => value)).toEqual([depth(1, 7, 8), depth(0, 7, 8), depth(0, 13, 0)]);
    expect(of(changes, 'status').map(({ value }) => value)).toEqual(recordedOrder('exp-shutdown-via-flower', 'status'));
    expect(of(changes, 'queue')[1]?.t).toBeLessThanOrEqual(5);
    expect(of(changes, 'queue')[2]?.t).toBeLessThanOrEqual(20);
    expect(rig.world.messaging.worker(doomed)?.state).toBe('gone');
  });
});

describe('RabbitMQ stopped and started again', () => {
  async function threeWorkers(): Promise<void> {
    rig = await createRig();
    for (const [at, host] of ['a', 'b', 'c'].entries()) {
      rig.hire(`worker${at + 1}@host-${host}`, { queues: ['exp'] });
      rig.world.messaging.load.setFactor('exp', 0);
      rig.world.clock.advance(700);
    }
    await rig.flower('/api/workers');
  }

  const statuses = (): Promise<unknown> => rig.flower('/api/workers?status=1').then(({ body }) => body);
  const all = (value: boolean) => ({ 'worker1@host-a': value, 'worker2@host-b': value, 'worker3@host-c': value });

  it('looks like all workers dead; reads go on with old data, writes fail', async () => {
    await threeWorkers();
    rig.world.messaging.send({ type: 'shop.core.sleep', queue: 'exp', args: [1] });
    const before = (await rig.flower('/api/workers')).body;
    rig.world.messaging.stopBroker();
    await expect(rig.rabbitmq('/api/overview')).rejects.toThrow();
    expect((await rig.flower('/api/queues/length')).body).toEqual({ active_queues: [] });
    const changes = await watch(rig, { statuses }, 6);
    expect(changes[0]?.value).toEqual(all(true));
    expect(changes.at(-1)?.value).toEqual(all(false));
    // Measured: the first false at 2.9 s, all at 4.0 s.
    expect(changes[1]?.t).toBeGreaterThanOrEqual(2);
    expect(changes.at(-1)?.t).toBeLessThanOrEqual(4);
    for (const path of ['/api/workers', '/api/workers?refresh=1', '/api/workers?refresh=1&workername=worker1@host-a']) {
      expect((await rig.flower(path)).status).toBe(200);
    }
    expect((await rig.flower('/api/workers')).body).toEqual(before);
    expect(rig.waits.slice(-2)).toEqual([670, 1220]);
    for (const path of [
      '/api/task/async-apply/shop.core.ping',
      '/api/task/revoke/x',
      '/api/worker/pool/grow/worker1@host-a?n=1',
    ]) {
      expect(await rig.post(path)).toMatchObject({ status: 503, text: 'Broker or result backend unavailable' });
    }
    expect(rig.waits.at(-1)).toBe(610);
    expect((await rig.flower('/healthcheck')).status).toBe(200);
    expect((await rig.flower('/api/tasks?limit=1')).status).toBe(200);
  });

  it('back again, workers return one by one within 12 s and stored messages are still there', async () => {
    await threeWorkers();
    for (let n = 0; n < 40; n += 1) sleep('sleep_late', 60);
    rig.world.clock.advance(1_000);
    rig.world.messaging.stopBroker();
    rig.world.clock.advance(20_000);
    expect(rig.world.messaging.broker.queues.get('exp')?.ready.count).toBe(40);
    rig.world.messaging.startBroker();
    expect((await rig.rabbitmq('/api/overview')).status).toBe(200);
    const changes = await watch(rig, { statuses }, 13);
    expect(changes[0]?.value).toEqual(all(false));
    expect(changes.at(-1)?.value).toEqual(all(true));
    // Measured: after 1, 10 and 11.5 s.
    expect(changes[1]?.t).toBe(1);
    expect(changes.at(-1)?.t).toBeLessThanOrEqual(12);
    expect(changes.length).toBeGreaterThanOrEqual(3);
  });
});

describe('revoke', () => {
  it('alone does nothing to a running task; with terminate it ends it, and its message is not delivered again', async () => {
    await setUp();
    const first = sleep('sleep', 60);
    const second = sleep('sleep_late', 60);
    rig.world.clock.advance(2_000);
    await rig.post(`/api/task/revoke/${first}`);
    rig.world.clock.advance(5_000);
    expect(await state(first)()).toBe('STARTED');
    await rig.post(`/api/task/revoke/${first}?terminate=true`);
    await rig.post(`/api/task/revoke/${second}?terminate=true&signal=SIGKILL`);
    const changes = await watch(rig, { first: state(first), second: state(second), queue: queue('exp') }, 12, 0.1);
    // Measured: within 0.1 s, and 0.5 s for SIGKILL.
    expect(of(changes, 'first').at(-1)).toMatchObject({ value: 'REVOKED', t: 0.1 });
    expect(of(changes, 'second').at(-1)?.value).toBe('REVOKED');
    expect(of(changes, 'second').at(-1)?.t).toBeCloseTo(0.5, 5);
    expect(of(changes, 'queue').at(-1)?.value).toEqual(depth(1, 0, 0));
  });

  it('of a queued task shows only when a worker reaches it', async () => {
    await setUp();
    for (let n = 0; n < 12; n += 1) sleep('sleep', 10);
    const queued = sleep('sleep', 1);
    await rig.post(`/api/task/revoke/${queued}`);
    const changes = await watch(rig, { queued: state(queued) }, 90);
    expect(of(changes, 'queued').map(({ value }) => value)).toEqual(['PENDING', 'REVOKED']);
    expect(of(changes, 'queued').at(-1)?.t).toBeGreaterThan(8);
  });
});

describe('purge', () => {
  it('takes what is ready and not what workers hold; the count shows at the next step; purged tasks stay PENDING for ever', async () => {
    await setUp();
    const ids = Array.from({ length: 40 }, () => sleep('sleep_late', 300));
    rig.world.clock.advance(6_000);
    expect(await queue('exp')()).toEqual(depth(1, 32, 8));
    expect((await rig.rabbitmq('/api/queues/%2F/exp/contents', { method: 'DELETE' })).status).toBe(204);
    const changes = await watch(rig, { queue: queue('exp'), last: state(ids.at(-1) ?? '') }, 60);
    // Measured: the old count for up to 5.7 s.
    expect(of(changes, 'queue').map(({ value }) => value)).toEqual([depth(1, 32, 8), depth(1, 0, 8)]);
    expect(of(changes, 'queue').at(-1)?.t).toBeLessThanOrEqual(6);
    expect(of(changes, 'last').map(({ value }) => value)).toEqual(['PENDING']);
  });
});

describe('kill -9 of one pool process', () => {
  it.each(['sleep', 'sleep_late'] as const)('fails its task within 2 s, and the worker lives on (%s)', async (type) => {
    await setUp();
    const id = sleep(type, 60);
    rig.world.clock.advance(1_000);
    const before = rig.world.messaging.worker(doomed)?.pool.pids ?? [];
    rig.world.messaging.killPoolProcess(doomed);
    const changes = await watch(rig, { task: state(id), status: status(doomed) }, 5);
    expect(of(changes, 'task').map(({ value, t }) => [value, t])).toEqual([
      ['STARTED', 0],
      ['FAILURE', 2],
    ]);
    expect(of(changes, 'status').map(({ value }) => value)).toEqual([true]);
    const body = (await rig.flower(`/api/task/info/${id}`)).body;
    expect(body).toMatchObject({ exception: 'ExceptionWithTraceback()' });
    expect(JSON.stringify(body)).toContain('WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL)');
    const after = rig.world.messaging.worker(doomed)?.pool.pids ?? [];
    expect(after).toHaveLength(2);
    expect(after).not.toEqual(before);
  });

  it('with reject_on_worker_lost it stays STARTED and runs again, with no trace but `rejected`', async () => {
    await setUp();
    const id = sleep('sleep_late_rwl', 15);
    rig.world.clock.advance(1_000);
    rig.world.messaging.killPoolProcess(doomed);
    const changes = await watch(rig, { task: state(id) }, 20);
    expect(of(changes, 'task').map(({ value }) => value)).toEqual(['STARTED', 'SUCCESS']);
    const body = (await rig.flower(`/api/task/info/${id}`)).body;
    expect(body).toMatchObject({ exception: null, traceback: null });
    expect(isRecord(body) ? body['rejected'] : null).not.toBeNull();
  });

  it('a poisoned task does it again and again', async () => {
    await setUp();
    const [id = ''] = rig.world.messaging.poison('exp');
    rig.world.clock.advance(30_000);
    const queueBody = rig.world.messaging.broker.queues.get('exp');
    expect(queueBody?.counters?.redeliver).toBeGreaterThan(5);
    expect(await state(id)()).toBe('STARTED');
  });
});

describe('workers and queues that Flower does not know', () => {
  it('a worker started after Flower is online in one list, missing in the other, and cannot be steered until a refresh', async () => {
    await setUp();
    rig.hire('new@host-n', { queues: ['fresh'] });
    rig.world.clock.advance(6_000);
    expect(await status('new@host-n')()).toBe(true);
    expect((await rig.flower('/api/workers?workername=new@host-n')).status).toBe(404);
    expect((await rig.post('/api/worker/pool/grow/new@host-n?n=1')).text).toBe("Unknown worker 'new@host-n'");
    expect((await rig.flower('/api/queues/length')).text).not.toContain('"fresh"');
    await rig.flower('/api/workers?refresh=1');
    expect((await rig.post('/api/worker/pool/grow/new@host-n?n=1')).status).toBe(200);
    expect((await rig.flower('/api/queues/length')).text).toContain('"fresh"');
  });

  it('a mistyped queue is made and holds its task for ever', async () => {
    await setUp();
    const answer = await rig.post('/api/task/async-apply/shop.core.ping', { body: '{"queue":"ghost"}' });
    expect(answer.status).toBe(200);
    const fresh = await rig.rabbitmq('/api/queues/%2F/ghost?columns=name,messages,message_stats,state');
    expect(fresh.body).toEqual({ name: 'ghost' });
    rig.world.clock.advance(5_000);
    const later = await rig.rabbitmq('/api/queues/%2F/ghost?columns=name,messages,consumers,state');
    expect(later.body).toEqual({ name: 'ghost', messages: 1, consumers: 0, state: 'running' });
  });

  it('an unregistered task fails as soon as a worker reaches it, without having been received', async () => {
    await setUp();
    const body = '{"args":[1],"queue":"exp"}';
    const answer = await rig.post('/api/task/send-task/elsewhere.unknown', { body });
    const id = isRecord(answer.body) ? String(answer.body['task-id']) : '';
    const task = (await rig.flower(`/api/task/info/${id}`)).body;
    expect(task).toMatchObject({ state: 'FAILURE', received: null, exception: "NotRegistered('elsewhere.unknown')" });
  });
});
