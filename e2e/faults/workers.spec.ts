import { expect, test } from '../fixtures/test.ts';
import { workersPage } from '../pages/workers.ts';

test.use({ world: { scenario: 'calm', seed: 6 } });
test.setTimeout(60_000);

const KILLED = 'sender-1@agent-06.example.test';
const FLOODED = 'reports-worker-1@agent-06.example.test';
// Ten seconds without a heartbeat, as long as the broker answers, and a poll to hear of it.
const GONE_MS = 20_000;
const AWAY_MS = 30_000;

test('a worker that is gone and one that is busy are two pictures, and neither hides the others', async ({
  page,
  mock,
}) => {
  const workers = workersPage(page);
  await workers.open();
  await expect(workers.state(KILLED)).toHaveText(/Online|Busy/);
  const told = await workers.noteStates();
  await mock.inject({ kind: 'publish', queue: 'reports', count: 5000 });
  await mock.inject({ kind: 'kill-worker', name: KILLED });
  await expect(workers.state(KILLED)).toHaveText('Gone', { timeout: GONE_MS });
  await expect(workers.state(FLOODED)).toHaveText('Busy');
  await expect(workers.summary()).toHaveText('13 online, 1 gone, 14 in all');
  expect(await told()).not.toContain('Broker away');
});

test('when the broker stops no worker is called gone, though Flower says that all are dead', async ({ page, mock }) => {
  const workers = workersPage(page);
  await workers.open();
  await expect(workers.state(KILLED)).toHaveText(/Online|Busy/);
  const told = await workers.noteStates();
  await mock.inject({ kind: 'stop-broker' });
  await expect(workers.state(KILLED)).toHaveText('Broker away', { timeout: AWAY_MS });
  await expect(workers.summary()).toHaveText(/the broker is away: nobody can tell which of 14 workers live/);
  await expect(page.getByRole('cell', { name: 'Broker away', exact: true })).toHaveCount(14);
  expect(await told()).not.toContain('Gone');

  await mock.inject({ kind: 'start-broker' });
  await expect(workers.state(KILLED)).toHaveText(/Online|Busy/, { timeout: AWAY_MS });
  await expect(workers.summary()).toHaveText('14 online, 0 gone, 14 in all', { timeout: AWAY_MS });
  expect(await told()).not.toContain('Gone');
});
