import { queuesPage } from '../pages/queues.ts';
import { shell } from '../pages/shell.ts';
import { taskPage } from '../pages/task.ts';
import { workersPage } from '../pages/workers.ts';
import { expect, test } from './fixtures.ts';
import { IDLE_QUEUE } from './stack.ts';

// The broker takes statistics every 5 s and the gateway asks no more often: two steps and a little for the reading.
const TWO_STATISTICS_STEPS_MS = 12_000;
/** A shorter queue moves too quickly to be the same for two who look one after the other. */
const WORTH_LOOKING = 20;

/** A queue's depth, in which look and when somebody said so. */
interface Sample {
  look: number;
  atMs: number;
  depth: number;
}

test.describe('over a real Celery, an operator', () => {
  test.beforeEach(async ({ page }) => {
    const workers = workersPage(page);
    await workers.open();
    for (const name of ['images@shop', 'mail@shop', 'reports@shop']) {
      await expect(workers.state(name)).toHaveText(/Online|Busy/, { timeout: 30_000 });
    }
  });

  test('sees a queue as deep as the broker says it is', async ({ page, stack }) => {
    const queues = queuesPage(page);
    await stack.publish(IDLE_QUEUE, 7);
    await queues.open();
    await expect(queues.row(IDLE_QUEUE)).toBeVisible({ timeout: TWO_STATISTICS_STEPS_MS });
    await expect
      .poll(() => queues.depth(IDLE_QUEUE), { timeout: TWO_STATISTICS_STEPS_MS })
      .toBe(await stack.readyNow(IDLE_QUEUE));
    expect(await queues.depth(IDLE_QUEUE)).toBe((await stack.brokerDepth(IDLE_QUEUE))?.messages);
    await stack.publish(IDLE_QUEUE, 5);
    await expect
      .poll(() => queues.depth(IDLE_QUEUE), { timeout: TWO_STATISTICS_STEPS_MS })
      .toBe(await stack.readyNow(IDLE_QUEUE));
  });

  test('sees of a queue under load nothing but what the broker told within its last two statistics steps', async ({
    page,
    stack,
  }) => {
    const queues = queuesPage(page);
    await queues.open();
    await expect.poll(() => queues.depth('emails'), { timeout: TWO_STATISTICS_STEPS_MS }).not.toBeNull();
    // That was told before anybody listened.
    const before = await queues.depth('emails');
    await stack.publish('emails', 500);
    // Both step every 5 s, and not at the same instant: what is shown is compared with all that was told around that time.
    const told: Sample[] = [];
    const shown: Sample[] = [];
    let look = 0;
    const sample = async () => {
      look += 1;
      const [seen, said] = await Promise.all([queues.depth('emails'), stack.brokerDepth('emails')]);
      const atMs = Date.now();
      if (said !== null) told.push({ look, atMs, depth: said.messages });
      if (seen !== null && seen > WORTH_LOOKING && seen !== before) shown.push({ look, atMs, depth: seen });
      return new Set(shown.map(({ depth }) => depth)).size;
    };
    await expect.poll(sample, { timeout: 60_000, intervals: [250] }).toBeGreaterThanOrEqual(3);

    // Should the broker step between the two answers of one look, the next look is told it.
    const wasTold = (one: Sample) =>
      told.some(
        ({ look, atMs, depth }) =>
          depth === one.depth && look <= one.look + 1 && atMs >= one.atMs - TWO_STATISTICS_STEPS_MS,
      );
    expect(shown.filter((one) => one.look < look && !wasTold(one))).toEqual([]);
  });

  test('grows a pool, and Celery itself confirms it', async ({ page, stack }) => {
    const workers = workersPage(page);
    await expect(workers.processes('images@shop')).toHaveValue('2');
    await workers.grow('images@shop');
    await expect(shell(page).acts()).toContainText(/images@shop.*done/s, { timeout: 15_000 });
    await expect(workers.processes('images@shop')).toHaveValue('3');
    expect(await stack.celeryInspect('images@shop', 'stats')).toMatchObject({ pool: { processes: { length: 3 } } });
  });

  test('terminates a running task, and Celery itself confirms it', async ({ page, stack }) => {
    const task = taskPage(page);
    const [id = ''] = await stack.publish('reports', 1, 'shop.reports.long', [90]);
    await expect.poll(async () => (await stack.taskResult(id)).state).toBe('STARTED');
    await task.open('flower', id);
    await expect(task.state('Started')).toBeVisible({ timeout: 15_000 });
    await task.terminate();
    await expect(task.state('Revoked')).toBeVisible({ timeout: 15_000 });
    expect((await stack.taskResult(id)).state).toBe('REVOKED');
    expect(await stack.celeryInspect('reports@shop', 'revoked')).toContain(id);
  });

  test('sees a worker killed with -9 as gone within 10 s, and only that one', async ({ page, stack }) => {
    const workers = workersPage(page);
    await stack.killWorker('mail@shop', 'SIGKILL');
    await expect(workers.state('mail@shop')).toHaveText('Gone', { timeout: 10_000 });
    await expect(workers.state('images@shop')).toHaveText(/Online|Busy/);
    await expect(workers.state('reports@shop')).toHaveText(/Online|Busy/);
    await expect(workers.summary()).toContainText('1 gone');
    await stack.startWorker('mail@shop');
    await expect(workers.state('mail@shop')).toHaveText(/Online|Busy/, { timeout: 15_000 });
  });

  test('sees a stopped RabbitMQ as a broker that is away, and no worker as dead', async ({ page, stack }) => {
    const workers = workersPage(page);
    const queues = queuesPage(page);
    await shell(page).goTo('Queues');
    await expect.poll(() => queues.depth('emails'), { timeout: TWO_STATISTICS_STEPS_MS }).not.toBeNull();
    await shell(page).goTo('Workers');
    await expect(workers.state('mail@shop')).toBeVisible();
    const statesSeen = await workers.noteStates();
    await stack.stopRabbit();
    for (const name of stack.workers) {
      await expect(workers.state(name)).toHaveText('Broker away', { timeout: 20_000 });
    }
    await expect(workers.summary()).toContainText('the broker is away');
    await expect(shell(page).freshness('RabbitMQ')).toContainText('lost since');
    await shell(page).goTo('Queues');
    await expect(queues.row('emails')).toBeVisible();
    expect(await queues.depth('emails'), 'the last depth known stays').not.toBeNull();
    await shell(page).goTo('Workers');
    await stack.startRabbit();
    for (const name of stack.workers) {
      await expect(workers.state(name)).toHaveText(/Online|Busy/, { timeout: 45_000 });
    }
    await expect(shell(page).freshness('RabbitMQ')).not.toContainText('lost');
    expect(await statesSeen(), 'no worker was ever shown as gone').not.toContain('Gone');
  });
});
