import { describe, expect, it } from 'vitest';
import { pretendMarathon, wireAppOf } from './testing/pretend-marathon.ts';

const list = 'GET /v2/apps?embed=apps.counts&embed=apps.deployments&embed=apps.lastTaskFailure';

describe('the list of apps', () => {
  it('puts the very same app again when its text did not change, and a new one when it did', async () => {
    let running = 2;
    const marathon = pretendMarathon({
      [list]: () => ({ body: { apps: [wireAppOf('/a'), wireAppOf('/b', { tasksRunning: running })] } }),
    });
    await marathon.read('apps');
    const [a, b] = marathon.sink.all('app');
    running = 1;
    await marathon.read('apps');
    expect(marathon.sink.get('app', 'main/a')).toBe(a);
    expect(marathon.sink.get('app', 'main/b')).not.toBe(b);
    expect(marathon.sink.get('app', 'main/b')?.counts.running).toBe(1);
  });

  it('takes what is absent or null for its default, as old releases write it', async () => {
    const marathon = pretendMarathon({
      [list]: {
        body: {
          apps: [
            { id: '/old', tasksStaged: 0, tasksRunning: 0, cmd: null, labels: null, container: null, args: ['a', 'b'] },
          ],
        },
      },
    });
    await marathon.read('apps');
    expect(marathon.sink.get('app', 'main/old')).toMatchObject({
      wanted: 1,
      cpus: 1,
      memMib: 128,
      command: 'a b',
      labels: {},
      checked: false,
      upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    });
  });

  it('of 10,000 apps lets everything else have its turns meanwhile', async () => {
    const body = JSON.stringify({
      apps: Array.from({ length: 10_000 }, (_, index) => wireAppOf(`/g${index % 100}/a${index}`)),
    });
    const marathon = pretendMarathon({ [list]: { body } });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await marathon.read('apps');
    clearInterval(timer);
    expect(marathon.sink.all('app')).toHaveLength(10_000);
    // Reading takes a tenth of a second and more; whoever waits has a turn every few milliseconds of it.
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});

describe('instances', () => {
  it('are read of apps that look like Celery workers only', async () => {
    const marathon = pretendMarathon({
      [list]: {
        body: {
          apps: [
            wireAppOf('/web'),
            wireAppOf('/labelled', { labels: { 'signalbox.queues': 'emails' } }),
            wireAppOf('/by-program', { cmd: 'exec celery -A shop worker' }),
            wireAppOf('/by-queue', { cmd: null, args: ['worker', '-Q', 'reports'] }),
            wireAppOf('/mercury', { cmd: 'run-celerylike --Quiet' }),
          ],
        },
      },
      'GET /v2/apps//labelled/tasks': {
        body: { tasks: [{ id: 't1', appId: '/labelled', host: 'h1', state: 'TASK_RUNNING' }] },
      },
      'GET /v2/apps//by-program/tasks': { body: { tasks: [] } },
      'GET /v2/apps//by-queue/tasks': { body: { tasks: [] } },
    });
    await marathon.read('apps');
    await marathon.read('instances');
    expect(marathon.upstream.asked.slice(1)).toEqual([
      'GET /v2/apps//labelled/tasks',
      'GET /v2/apps//by-program/tasks',
      'GET /v2/apps//by-queue/tasks',
    ]);
    expect(marathon.sink.all('instance')).toMatchObject([{ key: 'main/labelled/t1', host: 'h1', state: 'running' }]);
    expect(marathon.sink.completed).toContain('instance main/by-queue');
  });
});

describe('the launch queue', () => {
  const date = 'Sat, 21 Nov 2026 07:18:30 GMT';
  const entry = (more: Readonly<Record<string, unknown>>) => ({
    count: 2,
    delay: { timeLeftSeconds: 0, overdue: true },
    since: '2026-11-21T07:18:20.000Z',
    app: { id: '/a' },
    ...more,
  });
  const rejected = { rejectSummaryLastOffers: [{ reason: 'InsufficientCpus', processed: 5, declined: 5 }] };

  it.each<[string, boolean, Readonly<Record<string, unknown>>]>([
    ['just asked for', false, { since: '2026-11-21T07:18:29.000Z' }],
    [
      'turned away for seconds',
      true,
      { processedOffersSummary: { ...rejected, lastUnusedOfferAt: '2026-11-21T07:18:28Z' } },
    ],
    [
      'turned away by some agents, launched on another since',
      false,
      {
        processedOffersSummary: {
          ...rejected,
          lastUnusedOfferAt: '2026-11-21T07:18:24Z',
          lastUsedOfferAt: '2026-11-21T07:18:25Z',
        },
      },
    ],
    ['not looked at for as long as Marathon may take', false, {}],
    ['not looked at for longer than that', true, { since: '2026-11-21T07:18:10.000Z' }],
    ['backing off', false, { since: '2026-11-21T07:10:00Z', delay: { timeLeftSeconds: 30, overdue: false } }],
  ])('tells what is stuck from what is under way: %s', async (_, stalled, more) => {
    const marathon = pretendMarathon({ 'GET /v2/queue': { body: { queue: [entry(more)] }, headers: { date } } });
    await marathon.read('launches');
    expect(marathon.sink.get('launch', 'main/a')?.stalled).toBe(stalled);
  });

  it("tells the next try by the gateway's clock", async () => {
    const backingOff = entry({ delay: { timeLeftSeconds: 57, overdue: false } });
    const marathon = pretendMarathon({
      'GET /v2/queue': { body: { queue: [backingOff, { ...backingOff, app: undefined, pod: { id: '/p' } }] } },
    });
    await marathon.read('launches');
    expect(marathon.sink.all('launch')).toMatchObject([
      { appId: '/a', overdue: false, delayLeftMs: 57_000, retryAtMs: marathon.clock.now() + 57_000 },
    ]);
  });
});

describe('the next try of an app', () => {
  it('stays the same moment from read to read though Marathon tells whole seconds, until it is another one', async () => {
    let timeLeftSeconds = 57;
    const marathon = pretendMarathon({
      'GET /v2/queue': () => ({
        body: { queue: [{ count: 1, delay: { timeLeftSeconds, overdue: false }, since: null, app: { id: '/a' } }] },
      }),
    });
    const retries: unknown[] = [];
    for (const [afterMs, left] of [
      [0, 57],
      [5_700, 52],
      [5_200, 46],
      [5_000, 90],
    ] as const) {
      marathon.clock.advance(afterMs);
      timeLeftSeconds = left;
      await marathon.read('launches');
      retries.push(marathon.sink.get('launch', 'main/a')?.retryAtMs);
    }
    const first = marathon.clock.now() - 15_900 + 57_000;
    expect(retries).toEqual([first, first, first, marathon.clock.now() + 90_000]);
  });
});

describe('a deployment', () => {
  const listed = (version: string) => ({
    body: [{ id: 'd1', version, affectedApps: ['/a'], steps: [], currentStep: 1, totalSteps: 1 }],
  });

  it("began when its version says, unless that is a rollback's name from the past", async () => {
    let version = '2026-11-21T07:59:00.000Z';
    const marathon = pretendMarathon({ 'GET /v2/deployments': () => listed(version) });
    await marathon.read('deployments');
    expect(marathon.sink.get('deployment', 'main/d1')?.startedAtMs).toBe(Date.parse(version));

    version = '2026-11-21T07:11:01.270Z';
    const other = pretendMarathon({
      'GET /v2/deployments': () => (other.sink.completed.length === 0 ? { body: [] } : listed(version)),
    });
    await other.read('deployments');
    other.clock.advance(5_000);
    await other.read('deployments');
    expect(other.sink.get('deployment', 'main/d1')?.startedAtMs).toBe(other.clock.now());
    other.clock.advance(5_000);
    await other.read('deployments');
    expect(other.sink.get('deployment', 'main/d1')?.startedAtMs).toBe(other.clock.now() - 5_000);
  });
});

describe('one app', () => {
  const app = wireAppOf('/a', {
    version: 'v2',
    healthChecks: [{}],
    lastTaskFailure: { timestamp: '2026-11-21T07:00:00Z', message: 'x'.repeat(5000) },
    tasks: [
      { id: 't1', appId: '/a', state: 'TASK_RUNNING', healthCheckResults: [{ alive: false, lastFailureCause: '503' }] },
      { id: 't2', appId: '/a', state: 'TASK_RUNNING', healthCheckResults: [] },
      { id: 't3', appId: '/a', state: 'TASK_FAILED', ports: [] },
      { id: 't4', appId: '/a', state: 'TASK_NEW_WORD', healthCheckResults: [{ alive: true }] },
      { id: 't5', appId: '/a', ports: 'none' },
    ],
  });

  it('comes with its instances, its definition alone and its versions, the present one first', async () => {
    const marathon = pretendMarathon({
      'GET /v2/apps//a': { body: { app } },
      'GET /v2/apps//a/versions': { body: { versions: ['v1', 'v3', 'v2'] } },
    });
    const detail = await marathon.adapter.readApp?.('main/a', 'versions', marathon.sink, marathon.signal);
    expect(detail?.versions).toEqual(['v2', 'v3', 'v1']);
    expect(detail?.config).toEqual({
      id: '/a',
      cmd: 'sleep 1000',
      cpus: 0.1,
      mem: 32,
      instances: 2,
      healthChecks: [{}],
    });
    expect(detail?.app.lastFailure?.message).toHaveLength(2000);
    expect(
      marathon.sink.all('instance').map(({ id, state, health, healthText }) => [id, state, health, healthText]),
    ).toEqual([
      ['t1', 'running', 'unhealthy', '503'],
      ['t2', 'running', 'unknown', ''],
      ['t3', 'failed', 'unknown', ''],
      ['t4', 'unknown', 'healthy', ''],
    ]);
    expect(marathon.sink.faults).toMatchObject([{ kind: 'unreadable', path: 'app.tasks[4].ports' }]);
    expect(marathon.sink.completed).toEqual(['instance main/a']);
    expect(marathon.sink.kept).toEqual(['main/a/t5']);
  });

  it('asks for its versions again only when its own changed', async () => {
    const marathon = pretendMarathon({
      'GET /v2/apps//a': { body: { app } },
      'GET /v2/apps//a/versions': { body: { versions: ['v2'] } },
    });
    await marathon.adapter.readApp?.('main/a', 'versions', marathon.sink, marathon.signal);
    await marathon.adapter.readApp?.('main/a', 'versions', marathon.sink, marathon.signal);
    expect(marathon.upstream.asked).toEqual(['GET /v2/apps//a', 'GET /v2/apps//a/versions', 'GET /v2/apps//a']);
  });

  it('does not list its versions for one who did not ask for them', async () => {
    const marathon = pretendMarathon({ 'GET /v2/apps//a': { body: { app } } });
    const detail = await marathon.adapter.readApp?.('main/a', 'instances', marathon.sink, marathon.signal);
    expect(detail?.versions).toBeNull();
    expect(marathon.upstream.asked).toEqual(['GET /v2/apps//a']);
  });

  it('that is gone is dropped with its launch and its instances', async () => {
    const marathon = pretendMarathon({});
    expect(await marathon.adapter.readApp?.('main/a', 'versions', marathon.sink, marathon.signal)).toBeNull();
    expect(marathon.sink.dropped).toEqual(['app main/a', 'launch main/a']);
    expect(marathon.sink.completed).toEqual(['instance main/a']);
  });

  it('that answers for another is no answer', async () => {
    const marathon = pretendMarathon({ 'GET /v2/apps//a': { body: { app: wireAppOf('/b') } } });
    await expect(
      marathon.adapter.readApp?.('main/a', 'versions', marathon.sink, marathon.signal),
    ).rejects.toMatchObject({
      fault: { kind: 'unreadable', path: 'app.id' },
    });
    expect(marathon.sink.size).toBe(0);
  });
});

describe('a record that cannot be read', () => {
  it('keeps the app, deployment or launch it names as it was known', async () => {
    const marathon = pretendMarathon({
      [list]: { body: { apps: [wireAppOf('/a'), { id: 'b', instances: 'many' }] } },
      'GET /v2/deployments': { body: [{ id: 'd1' }, { id: 'd2', steps: 'none' }] },
      'GET /v2/queue': {
        body: {
          queue: [
            { count: 1, delay: { overdue: true }, app: { id: '/a' } },
            { count: 'some', app: { id: '/c' } },
            { count: 'some', pod: { id: '/p' } },
          ],
        },
      },
    });
    for (const name of ['apps', 'deployments', 'launches']) await marathon.read(name);
    expect(marathon.sink.kept).toEqual(['main/b', 'main/d2', 'main/c']);
    expect(marathon.sink.completed).toEqual(['app', 'deployment', 'launch']);
  });

  it('that names nothing could be any of those that are missing: none of them is taken for gone', async () => {
    const marathon = pretendMarathon({ [list]: { body: { apps: [wireAppOf('/a'), { instances: 2 }] } } });
    await marathon.read('apps');
    expect(marathon.sink.all('app')).toHaveLength(1);
    expect(marathon.sink.completed).toEqual([]);
  });
});
