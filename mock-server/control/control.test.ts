import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startMock } from '../start.ts';
import type { Mock, MockOptions } from '../start.ts';
import { scenarios } from '../scenarios/catalog.ts';
import { hostileNames } from './hostile.ts';

let mock: Mock | null = null;

afterEach(async () => {
  await mock?.close();
  mock = null;
});

async function start(options: MockOptions = {}): Promise<Mock> {
  mock = await startMock({ scenario: 'calm', speed: 'paused', seed: 7, ...options });
  return mock;
}

async function control(method: string, path: string, body?: unknown, base = mock?.urls.control ?? '') {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const answer = await fetch(`${base}/__mock${path}`, { method, ...sent });
  return { status: answer.status, body: await answer.json() };
}

const appOf = async (id: string) => {
  const answer = await fetch(`${mock?.urls.marathon ?? ''}/v2/apps/${id}`);
  const { app } = await answer.json();
  return app;
};

describe('the control API', () => {
  it('is there on its own port and on each upstream’s', async () => {
    const { urls } = await start();
    for (const base of Object.values(urls)) {
      expect(await control('GET', '/state', undefined, base)).toMatchObject({
        status: 200,
        body: { scenario: 'calm', apps: 12 },
      });
    }
  });

  it('steers the clock', async () => {
    const { world } = await start();
    const before = world.clock.nowMs();
    const { body } = await control('POST', '/clock', { advanceMs: 60_000, speed: 10 });
    expect(body).toEqual({ nowMs: before + 60_000, speed: 10, running: false });
    expect((await control('POST', '/clock', { run: true })).body.running).toBe(true);
    expect((await control('POST', '/clock', { pause: true })).body.running).toBe(false);
  });

  it('replaces the world and forgets faults and counts', async () => {
    const { urls } = await start();
    await fetch(`${urls.marathon}/v2/apps`);
    await control('POST', '/faults', { on: '/v2/apps', do: { kind: 'reset' } });
    const { body } = await control('POST', '/reset', { scenario: 'massive', apps: 30, instances: 100, seed: 3 });
    expect(body).toMatchObject({ scenario: 'massive', seed: 3, apps: 30, instances: 100, requests: {}, faults: [] });
    expect((await fetch(`${urls.marathon}/v2/apps`)).status).toBe(200);
  });

  it('builds the same world from the same seed', async () => {
    const startMs = Date.UTC(2026, 0, 5, 12);
    const bodies: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { urls, world } = await start({ scenario: 'rolling-deploy', startMs });
      world.clock.advance(10_000);
      bodies.push(await (await fetch(`${urls.marathon}/v2/apps?embed=apps.tasks`)).text());
      await mock?.close();
    }
    expect(bodies[0]).toBe(bodies[1]);
  });

  it('counts requests per route, but neither its own nor ids', async () => {
    const { urls } = await start();
    for (const path of ['/v2/apps', '/v2/apps//shop/web', '/v2/apps//shop/api', '/v2/queue'])
      await fetch(urls.marathon + path);
    const counts = { 'GET /v2/apps': 1, 'GET /v2/apps/*': 2, 'GET /v2/queue': 1 };
    expect((await control('GET', '/state', undefined, urls.marathon)).body.requests).toEqual({ marathon: counts });
    await control('POST', '/requests/reset');
    expect((await control('GET', '/state')).body.requests).toEqual({});
  });

  it('plans faults, lists and removes them', async () => {
    const { urls } = await start();
    const rule = { upstream: 'marathon', on: 'GET /v2/queue', nth: 1, do: { kind: 'status', status: 503 } };
    const { body } = await control('POST', '/faults', rule);
    expect([
      (await fetch(`${urls.marathon}/v2/queue`)).status,
      (await fetch(`${urls.marathon}/v2/queue`)).status,
    ]).toEqual([503, 200]);
    expect((await control('GET', '/faults')).body).toMatchObject([{ id: body.id, seen: 2, applied: 1 }]);
    expect((await control('DELETE', `/faults/${body.id}`)).body).toEqual([]);
    expect((await control('PUT', '/faults', { rules: [rule, rule] })).body).toHaveLength(2);
    expect((await control('DELETE', '/faults')).body).toEqual([]);
  });

  it.each([
    ['POST', '/scenario', { name: 'nope' }, 'There is no scenario "nope"'],
    ['POST', '/reset', { sed: 3 }, '"sed" means nothing here; there are seed, scenario, apps, instances.'],
    ['POST', '/clock', { advanceMs: 'x' }, '"advanceMs" must be a number of at least 0.'],
    ['POST', '/inject', { kind: 'nope' }, 'There is no injection "nope"; there are crash-app'],
    ['POST', '/inject', { kind: 'crash-app', id: '/nope' }, 'There is no app "/nope".'],
    ['POST', '/faults', { on: '/v2/apps', do: { kind: 'nope' } }, 'do.kind: expected latency'],
    ['POST', '/reset', '{', 'The body is not JSON.'],
    ['GET', '/nope', undefined, 'There is no GET /__mock/nope'],
  ])('refuses %s %s %j in one sentence', async (method, path, body, sentence) => {
    await start();
    const answer = await control(method, path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.message).toContain(sentence);
  });

  it('takes another port when the wanted one is taken, and says which', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const { moved, urls } = await start({ ports: { marathon: port } });
    expect(moved).toEqual(['marathon']);
    expect((await fetch(`${urls.marathon}/ping`)).status).toBe(200);
    other.close();
  });
});

describe('an injection', () => {
  const inject = (body: unknown) => control('POST', '/inject', body);

  it('touch-app moves the count of running tasks down and up again', async () => {
    await start();
    expect((await inject({ kind: 'touch-app', id: '/shop/web' })).body).toEqual({ tasksRunning: 3 });
    expect((await appOf('/shop/web')).tasksRunning).toBe(3);
    await inject({ kind: 'touch-app', id: '/shop/web' });
    expect((await appOf('/shop/web')).tasksRunning).toBe(4);
  });

  it('crash-app leaves failed tasks, a last failure and a launch delay', async () => {
    const { world, urls } = await start();
    await inject({ kind: 'crash-app', id: '/shop/web', count: 2, message: 'out of memory' });
    const app = await appOf('/shop/web');
    expect(app.tasks.map(({ state }: { state: string }) => state).sort()).toEqual([
      'TASK_FAILED',
      'TASK_FAILED',
      'TASK_RUNNING',
      'TASK_RUNNING',
    ]);
    expect(app.lastTaskFailure.message).toBe('out of memory');
    const { queue } = await (await fetch(`${urls.marathon}/v2/queue`)).json();
    expect(queue[0]).toMatchObject({ count: 2, delay: { overdue: false } });
    world.clock.advance(15_000);
    expect((await appOf('/shop/web')).tasksRunning).toBe(4);
  });

  it('fail-health makes instances unhealthy and has them killed after one failure too many', async () => {
    const { world } = await start();
    await inject({ kind: 'fail-health', id: '/shop/web', count: 1 });
    world.clock.advance(11_000);
    expect((await appOf('/shop/web')).tasksUnhealthy).toBe(1);
    world.clock.advance(32_000);
    expect((await appOf('/shop/web')).lastTaskFailure).toMatchObject({
      state: 'TASK_KILLED',
      message: 'Task was killed since health check failed. Reason: 503 Service Unavailable',
    });
    world.clock.advance(30_000);
    expect(await appOf('/shop/web')).toMatchObject({ tasksRunning: 4, tasksHealthy: 4, tasksUnhealthy: 0 });
  });

  it('hang-start keeps new tasks from running until the app recovers', async () => {
    const { world, urls } = await start();
    await inject({ kind: 'hang-start', id: '/shop/hooks' });
    await fetch(`${urls.marathon}/v2/apps//shop/hooks`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"instances":4}',
    });
    world.clock.advance(60_000);
    expect(await appOf('/shop/hooks')).toMatchObject({ tasksRunning: 2, deployments: [{}] });
    await inject({ kind: 'recover-app', id: '/shop/hooks' });
    world.clock.advance(10_000);
    expect(await appOf('/shop/hooks')).toMatchObject({ tasksRunning: 4, deployments: [] });
  });

  it('agent-loss replaces what ran there, and agent-return brings the room back', async () => {
    const { world } = await start();
    const { body } = await inject({ kind: 'agent-loss' });
    world.clock.advance(20_000);
    for (const app of world.cluster.apps()) {
      for (const instance of app.instances.values()) expect(instance.host).not.toBe(body.host);
      expect(app.instances.size).toBe(app.definition.instances);
    }
    expect((await inject({ kind: 'agent-return' })).body).toEqual({ host: body.host });
    expect(world.cluster.agents().every((agent) => agent.reachable)).toBe(true);
  });

  it('hostile-names adds apps, queues and workers whose every text is an enemy’s', async () => {
    const { world } = await start();
    await inject({ kind: 'hostile-names' });
    world.clock.advance(40_000);
    const { labels, cmd } = await appOf('/hostile/labels');
    expect(cmd).toContain('<script>');
    expect(labels.long).toHaveLength(10_000);
    expect(labels.bidi).toContain('\u202E');
    expect((await appOf('/hostile/fails')).lastTaskFailure.message).toContain('<script>');
    expect((await appOf('/hostile/unhealthy')).tasks[0].healthCheckResults[0].lastFailureCause).toContain('<img');
    const { queues, workers } = hostileNames;
    expect(world.messaging.crew().map(({ name }) => name)).toEqual(expect.arrayContaining(Object.values(workers)));
    expect([...world.messaging.broker.queues.keys()]).toEqual(expect.arrayContaining(Object.values(queues)));
  });

  it('reaches the queues’ half of the world', async () => {
    const { world } = await start();
    const before = world.messaging.summary()['ready'] ?? 0;
    await inject({ kind: 'publish', queue: 'mail.bounces', count: 50 });
    expect(world.messaging.summary()['ready']).toBe(before + 50);
    const name = world.messaging.crew()[0]?.name ?? '';
    await inject({ kind: 'kill-worker', name });
    expect(world.messaging.crew().map((worker) => worker.name)).not.toContain(name);
    await inject({ kind: 'stop-broker' });
    expect(world.messaging.broker.state).toBe('stopped');
  });
});

describe('every scenario', () => {
  it.each(scenarios.map(({ name }) => name))('%s answers all lists and goes on for half a minute', async (scenario) => {
    const { urls, world } = await start({ scenario });
    world.clock.advance(30_000);
    for (const path of ['/v2/apps?embed=apps.tasks', '/v2/groups', '/v2/deployments', '/v2/queue', '/v2/tasks']) {
      const answer = await fetch(urls.marathon + path);
      expect(answer.status).toBe(200);
      await answer.json();
    }
  });
});
