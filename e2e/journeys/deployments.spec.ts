import { expect, test } from '../fixtures/test.ts';
import type { Mock } from '../fixtures/mock.ts';
import { shell } from '../pages/shell.ts';
import { press, stage, verbOf } from './verbs.ts';

/** A change of the app that takes longer than anybody waits. */
async function begin(mock: Mock) {
  const marathon = await stage(mock, verbOf('restart'));
  await mock.inject({ kind: 'slow-start', id: press, ms: 600_000 });
  await marathon.put(press, { env: { BUILD: '3' } });
  const [id = ''] = await marathon.deployments(press);
  return { marathon, id, short: id.slice(0, 8) };
}

test('a deployment that is stopped with roll back puts back what was before', async ({ page, mock }) => {
  const { marathon, id, short } = await begin(mock);
  await page.goto('/deployments');
  await page.getByRole('button', { name: 'Stop…' }).click();
  const way = page.getByRole('region', { name: 'Stop and roll back' });
  await expect(way).toContainText('Restarts every instance of');
  await way.getByRole('button', { name: 'Stop and roll back…' }).click();
  const dialog = shell(page).dialog();
  await expect(dialog).toContainText(`Stop deployment ${short}?`);
  await expect(dialog).toContainText(`A new, forced deployment takes ${press} back`);

  await dialog.getByRole('button', { name: `Roll back ${short}` }).click();

  await expect.poll(() => marathon.deployments(press)).not.toContain(id);
  expect(await marathon.app(press)).toMatchObject({ env: { BUILD: '2' } });
  await mock.inject({ kind: 'recover-app', id: press });
  await mock.clock({ advanceMs: 650_000 });
  await expect(dialog.getByRole('status')).toHaveText(`Stop deployment ${short} and roll back: done`);
});

test('a deployment that is stopped without roll back leaves things as they stand', async ({ page, mock }) => {
  const { marathon, short } = await begin(mock);
  await page.goto('/deployments');
  await page.getByRole('button', { name: 'Stop…' }).click();
  const way = page.getByRole('region', { name: 'Stop and leave things as they are' });
  await expect(way).toContainText('keeps the new configuration, even if it is broken');
  await way.getByRole('button', { name: 'Stop and leave things as they are…' }).click();
  const dialog = shell(page).dialog();
  await expect(dialog).toContainText(`It stops where it stands: ${press} may be left half old, half new`);

  await dialog.getByRole('button', { name: `Stop ${short}, leave as is` }).click();

  await expect(dialog.getByRole('status')).toHaveText(`Stop deployment ${short}, leave things as they are: done`);
  expect(await marathon.deployments(press)).toEqual([]);
  expect(await marathon.app(press)).toMatchObject({ env: { BUILD: '3' } });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(
    page.getByRole('heading', { name: 'Nothing is being deployed' }).or(page.getByText('Nothing is being deployed')),
  ).toBeVisible();
});

test('the roll back of a creation says that it deletes, and asks for the name', async ({ page, mock }) => {
  const { marathon } = await begin(mock);
  await marathon.put('/lab/new', {
    cmd: 'sleep 1000',
    cpus: 0.1,
    mem: 32,
    instances: 2,
    labels: { 'sim.start': '600000' },
  });
  const [id = ''] = await marathon.deployments('/lab/new');
  await page.goto(`/deployments?at=${encodeURIComponent(`marathon/${id}`)}`);
  const one = page.getByRole('listitem').filter({ hasText: id });
  await one.getByRole('button', { name: 'Stop…' }).click();
  await one
    .getByRole('region', { name: 'Stop and roll back' })
    .getByRole('button', { name: /delete/ })
    .click();
  const dialog = shell(page).dialog();
  await expect(dialog).toContainText('This deployment creates /lab/new: rolling back deletes it.');
  const decide = dialog.getByRole('button', { name: `Roll back ${id.slice(0, 8)}` });
  await expect(decide).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox').fill('/lab/new');

  await decide.click();

  await expect
    .poll(async () =>
      marathon.app('/lab/new').then(
        () => 'there',
        () => 'gone',
      ),
    )
    .toBe('gone');
});
