import { apiOf, lookAt } from '../fixtures/api.ts';
import { expect, test } from './fixtures.ts';

// Before the screens: they restart the broker, and the first command through Flower after that meets its dead connection (503, measured
// on Flower 2.2.0).
test.describe('over a real Celery, a script', () => {
  test('grows a pool as an operator would, and reads that it is done when Celery shows it', async ({
    stack,
    gateway,
  }) => {
    const api = apiOf(gateway.url);
    const look = await lookAt(gateway.url, ['workers', 'acts']);
    await expect.poll(async () => (await api.row('workers', 'reports@shop'))?.processes, { timeout: 30_000 }).toBe(2);
    const worker = await api.row('workers', 'reports@shop');
    const act = await api.act({ kind: 'grow-pool', worker: worker?.key ?? '', by: 1 });
    await expect.poll(() => api.actState(act.id), { timeout: 15_000 }).toBe('confirmed');
    expect(await stack.celeryInspect('reports@shop', 'stats')).toMatchObject({ pool: { processes: { length: 3 } } });
    look.stop();
  });
});
