import { expect, test } from '../fixtures/test.ts';
import { tabTo } from '../pages/keys.ts';
import { marathonOf } from './marathon.ts';

const ids = ['/lab/one', '/lab/two', '/lab/three'] as const;

test('an act on several apps tells how far it is, what each came to, and undoes what was done', async ({
  page,
  mock,
}) => {
  const marathon = marathonOf(mock);
  const labels = { 'sim.start': '200', 'sim.kill': '200' };
  for (const id of ids) await marathon.settle(id, { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 2, labels });
  const body = JSON.stringify({ message: 'Not Authorized to perform this action!' });
  await mock.fault({ on: 'PUT /v2/apps//lab/two', do: { kind: 'status', status: 403, body } });
  await page.goto('/apps?q=/lab/&sort=name');
  // Lines that still change their order are used again for other apps under the mouse of somebody this quick.
  await expect(page.getByRole('gridcell', { name: '2 / 2' })).toHaveCount(3);
  for (const name of ids) await page.getByRole('checkbox', { name: new RegExp(`^Select .?${name}.?$`) }).click();
  const bar = page.getByRole('region', { name: 'What to do with the selection' });
  await expect(bar).toContainText('3 selected');
  await expect(bar).toContainText('6 instances');

  await bar.getByRole('button', { name: 'Suspend' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suspend 3 apps?' });
  await expect(dialog.getByRole('list', { name: 'What it changes' }).getByRole('listitem')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Suspend 3 apps in LAB Harbour' }).click();

  await expect(bar.getByRole('status')).toHaveText('3 of 3 done');
  await expect(bar).toContainText('1 failed');
  const failed = bar.getByRole('listitem');
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText('/lab/two');
  await expect(failed).toContainText('declined (403): “Not Authorized to perform this action!”');
  const counts = async () => Promise.all(ids.map(async (id) => (await marathon.app(id)).instances));
  expect(await counts()).toEqual([0, 2, 0]);
  await bar.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(counts).toEqual([2, 2, 2]);
});

test('several apps are chosen and restarted by key alone', async ({ page, mock }) => {
  // Dozens of Tabs, each looked at: slow where the machine is busy.
  test.setTimeout(60_000);
  const marathon = marathonOf(mock);
  const labels = { 'sim.start': '200', 'sim.kill': '200' };
  for (const id of ids) await marathon.settle(id, { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 1, labels });
  const before = await Promise.all(ids.map(async (id) => (await marathon.app(id)).version));
  await page.goto('/apps?q=/lab/&sort=name');
  await expect(page.getByRole('gridcell', { name: '1 / 1' })).toHaveCount(3);
  await tabTo(page, page.getByRole('grid', { name: 'Apps' }));
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  const bar = page.getByRole('region', { name: 'What to do with the selection' });
  await expect(bar).toContainText('2 selected');

  await tabTo(page, bar.getByRole('button', { name: 'Restart' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Restart 2 apps?' });
  await tabTo(page, dialog.getByRole('button', { name: 'Restart 2 apps in LAB Harbour' }));
  await page.keyboard.press('Enter');

  await expect(bar.getByRole('status')).toHaveText('2 of 2 done');
  const after = await Promise.all(ids.map(async (id) => (await marathon.app(id)).version));
  expect(after.filter((version, at) => version !== before[at])).toHaveLength(2);
});
