import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRig } from '../testing/messaging-rig.ts';
import type { MessagingRig } from '../testing/messaging-rig.ts';
import { readSample } from '../testing/sample.ts';
import { shapeMismatches } from '../testing/shape.ts';
import type { ShapeOptions } from '../testing/shape.ts';

let rig: MessagingRig;

beforeAll(async () => {
  rig = await createRig();
  for (const queue of ['images', 'emails', 'orders', 'reports', 'webhooks']) {
    rig.hire(`${queue}-1@agent-1`, { queues: [queue], concurrency: 4 });
  }
  rig.hire('scaled-1@agent-2', { queues: ['emails', 'celery'], autoscale: { min: 1, max: 4 } });
  rig.world.clock.advance(120_000);
  for (let n = 0; n < 20; n += 1) {
    const etaMs = rig.world.clock.nowMs() + 60_000;
    rig.world.messaging.send({ type: 'mail.send.welcome', etaMs, expiresMs: etaMs + 60_000 });
    rig.world.messaging.send({ type: 'reports.build.daily', etaMs });
  }
  rig.world.messaging.publish('orders', 60);
  rig.world.messaging.revoke('00000000-0000-0000-0000-000000000000', { terminate: false });
});

afterAll(() => rig.close());

const samplesOf = (...names: string[]): unknown[] => names.map((name) => readSample('flower', name).body);

async function differences(names: string[], path: string, options: ShapeOptions): Promise<string[]> {
  const answer = await rig.flower(path);
  expect(answer.status).toBe(200);
  return shapeMismatches(samplesOf(...names), answer.body, options);
}

const workerMaps = {
  maps: ['$', '$.*.stats.total', '$.*.conf.task_routes', '$.*.conf.beat_schedule'],
  // Values of other shops: the queues' own arguments, and what tasks are called with.
  ignore: [
    '$.*.active_queues[].queue_arguments',
    '$.*.conf.task_queues[].queue_arguments',
    '$.*.conf.beat_schedule',
    '$.*.reserved[].args',
    '$.*.reserved[].kwargs',
    '$.*.scheduled[].request.args',
    '$.*.scheduled[].request.kwargs',
  ],
};

const taskOptions = { maps: ['$'], nullable: ['$.*.client', '$.*.exchange', '$.*.routing_key'] };

describe('bodies of the simulated Flower have the shape of the recorded ones', () => {
  it('GET /api/workers', async () => {
    expect(await differences(['workers', 'workers-refresh'], '/api/workers', workerMaps)).toEqual([]);
  });

  it('GET /api/workers of one refreshed worker, with what it runs, has reserved and holds for later', async () => {
    const names = ['workers-one-with-scheduled', 'exp3-workers-one-with-reserved', 'workers'];
    const tasks = ['active', 'reserved', 'scheduled', 'revoked'].map((field) => `$.*.${field}`);
    for (const worker of ['emails-1@agent-1', 'orders-1@agent-1', 'scaled-1@agent-2']) {
      const path = `/api/workers?refresh=1&workername=${worker}`;
      expect(await differences(names, path, { ...workerMaps, optional: tasks })).toEqual([]);
    }
    const body = JSON.stringify((await rig.flower('/api/workers?workername=emails-1@agent-1')).body);
    expect(body).toContain('"eta":"2026-11-21T12:03:00.000000+00:00"');
  });

  it('GET /api/workers?status=1', async () => {
    expect(await differences(['workers-status'], '/api/workers?status=1', { maps: ['$'] })).toEqual([]);
  });

  it('GET /workers?json=1', async () => {
    const counters = ['received', 'started', 'succeeded', 'retried', 'failed', 'revoked', 'rejected'];
    const optional = counters.map((kind) => `$.data[].task-${kind}`);
    expect(await differences(['workers-view-json', 'exp1-workers-view-json'], '/workers?json=1', { optional })).toEqual(
      [],
    );
  });

  it('GET /api/tasks', async () => {
    const names = [
      'tasks-limit-3',
      'tasks-state-FAILURE',
      'tasks-state-RETRY',
      'tasks-state-REVOKED',
      'tasks-state-PENDING',
    ];
    expect(await differences(names, '/api/tasks?limit=5000', taskOptions)).toEqual([]);
  });

  it.each(['SUCCESS', 'FAILURE', 'PENDING', 'STARTED', 'RECEIVED'])(
    'GET /api/task/info of a task that is %s',
    async (state) => {
      const names = [
        'task-info-success',
        'task-info-failure',
        'task-info-chord-callback',
        'task-info-rejected',
        'task-info-expired',
      ];
      const list = (await rig.flower(`/api/tasks?limit=1&state=${state}`)).body;
      const [id] = Object.keys(list ?? {});
      expect(id).toBeDefined();
      const options = { nullable: ['$.worker', '$.received', '$.sent', '$.client', '$.exchange', '$.routing_key'] };
      expect(await differences(names, `/api/task/info/${id}`, options)).toEqual([]);
    },
  );

  it('GET /api/task/types', async () => {
    expect(await differences(['task-types'], '/api/task/types', {})).toEqual([]);
  });

  it('GET /api/task/result', async () => {
    const names = ['task-result-success', 'task-result-failure', 'task-result-unknown', 'task-result-custom-object'];
    for (const state of ['SUCCESS', 'FAILURE']) {
      const [id] = Object.keys((await rig.flower(`/api/tasks?limit=1&state=${state}`)).body ?? {});
      expect(await differences(names, `/api/task/result/${id}`, { ignore: ['$.result'] })).toEqual([]);
    }
  });

  it('GET /api/queues/length', async () => {
    const extra = ['$.active_queues[].idle_since'];
    const ignore = ['$.active_queues[].arguments', '$.active_queues[].effective_policy_definition'];
    expect(await differences(['queues-length'], '/api/queues/length', { ignore, extra })).toEqual([]);
  });
});
