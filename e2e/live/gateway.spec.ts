import { apiOf, lookAt } from '../fixtures/api.ts';
import { expect, test } from './fixtures.ts';
import { IDLE_QUEUE } from './stack.ts';

// The broker takes statistics every 5 s and the gateway asks no more often: two steps and a little for the reading.
const TWO_STATISTICS_STEPS_MS = 12_000;

test.describe('over a real Celery, the gateway', () => {
  test.beforeEach(async ({ gateway }, testInfo) => {
    const look = await lookAt(gateway.url, ['queues', 'workers', 'sources', 'acts']);
    testInfo.annotations.push({ type: 'gateway', description: gateway.url });
    await expect
      .poll(
        async () => (await apiOf(gateway.url).table('workers')).map(({ name, state }) => `${name} ${state}`).toSorted(),
        {
          timeout: 30_000,
        },
      )
      .toEqual(['images@shop online', 'mail@shop online', 'reports@shop online']);
    look.stop();
  });

  test('shows the depth of a queue that the broker shows', async ({ stack, gateway }) => {
    const api = apiOf(gateway.url);
    const look = await lookAt(gateway.url, ['queues']);
    await stack.publish(IDLE_QUEUE, 7);
    await expect
      .poll(async () => (await api.row('queues', IDLE_QUEUE))?.depth, { timeout: TWO_STATISTICS_STEPS_MS })
      .toBe(await stack.readyNow(IDLE_QUEUE));
    expect((await stack.brokerDepth(IDLE_QUEUE))?.messages).toBe((await api.row('queues', IDLE_QUEUE))?.depth);
    look.stop();
  });

  test('grows a pool and says so when Celery shows it', async ({ stack, gateway }) => {
    const api = apiOf(gateway.url);
    const look = await lookAt(gateway.url, ['workers', 'acts']);
    const worker = await api.row('workers', 'images@shop');
    const act = await api.act({ kind: 'grow-pool', worker: worker?.key ?? '', by: 1 });
    await expect.poll(() => api.actState(act.id), { timeout: 15_000 }).toBe('confirmed');
    expect(await stack.celeryInspect('images@shop', 'stats')).toMatchObject({
      pool: { processes: { length: (worker?.processes ?? 0) + 1 } },
    });
    look.stop();
  });

  test('revokes a running task and says so when Celery shows it', async ({ stack, gateway }) => {
    const api = apiOf(gateway.url);
    const look = await lookAt(gateway.url, ['workers', 'acts']);
    const [id = ''] = await stack.publish('reports', 1, 'shop.reports.long', [60]);
    await expect.poll(async () => (await stack.taskResult(id)).state).toBe('STARTED');
    const flower = (await api.table('sources')).find(({ kind }) => kind === 'flower');
    const act = await api.act({ kind: 'revoke-task', task: `${flower?.id}/${id}`, terminate: true });
    await expect.poll(() => api.actState(act.id), { timeout: 15_000 }).toBe('confirmed');
    expect((await stack.taskResult(id)).state).toBe('REVOKED');
    expect(await stack.celeryInspect('reports@shop', 'revoked')).toContain(id);
    look.stop();
  });

  test('shows a worker killed with -9 as gone within 10 s, and only that one', async ({ stack, gateway }) => {
    const api = apiOf(gateway.url);
    const look = await lookAt(gateway.url, ['workers']);
    await stack.killWorker('mail@shop', 'SIGKILL');
    await expect.poll(async () => (await api.row('workers', 'mail@shop'))?.state, { timeout: 10_000 }).toBe('gone');
    expect((await api.row('workers', 'images@shop'))?.state).toBe('online');
    await stack.startWorker('mail@shop');
    await expect.poll(async () => (await api.row('workers', 'mail@shop'))?.state, { timeout: 15_000 }).toBe('online');
    look.stop();
  });

  test('shows a stopped RabbitMQ as a broker that is away and no worker as dead', async ({ stack, gateway }) => {
    const api = apiOf(gateway.url);
    const look = await lookAt(gateway.url, ['workers', 'queues', 'sources']);
    await stack.publish(IDLE_QUEUE, 3);
    await expect
      .poll(async () => (await api.row('queues', IDLE_QUEUE))?.depth, { timeout: TWO_STATISTICS_STEPS_MS })
      .toBeGreaterThan(2);
    const before = await api.row('queues', IDLE_QUEUE);
    const states = new Set<string>();
    const observe = async () => {
      for (const { state } of await api.table('workers')) states.add(state);
      return (await api.table('workers')).every(({ state }) => state === 'away');
    };
    await stack.stopRabbit();
    await expect.poll(observe, { timeout: 20_000, intervals: [200] }).toBe(true);
    expect((await api.table('sources')).find(({ kind }) => kind === 'rabbitmq')?.state).toBe('lost');
    expect((await api.row('queues', IDLE_QUEUE))?.depth, 'the last depth known stays').toBe(before?.depth);
    await stack.startRabbit();
    await expect
      .poll(async () => (await api.table('workers')).every(({ state }) => state === 'online'), { timeout: 45_000 })
      .toBe(true);
    expect([...states].toSorted(), 'a worker was shown as gone while the broker was away').not.toContain('gone');
    look.stop();
  });
});
