import { expect, test } from '../fixtures/test.ts';
import { shell } from '../pages/shell.ts';

const name = 'sender-1@agent-06.example.test';

test.beforeEach(async ({ page, mock }) => {
  // Celery refuses to shrink a pool whose processes are all busy.
  await mock.inject({ kind: 'load-factor', queue: 'emails', factor: 0 });
  await mock.clock({ advanceMs: 30_000 });
  await page.goto(`/workers/flower/${encodeURIComponent(name)}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox', { name: 'Processes' })).toHaveValue('4');
});

test('a pool grows, and shrinks again by Undo', async ({ page }) => {
  const processes = page.getByRole('main').getByRole('textbox', { name: 'Processes' });
  await page.getByRole('button', { name: 'One process more' }).click();
  await expect(shell(page).acts()).toContainText(`Grow the pool of ${name} by 1: 4 → 5, done`);
  await expect(processes).toHaveValue('5');

  await shell(page).acts().getByRole('button', { name: 'Undo' }).click();

  await expect(shell(page).acts()).toContainText(`Undo: Shrink the pool of ${name} by 1: 5 → 4, done`);
  await expect(processes).toHaveValue('4');
});

test('a pool shrinks by key alone', async ({ page }) => {
  await page.getByRole('main').getByRole('textbox', { name: 'Processes' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(shell(page).acts()).toContainText(`Shrink the pool of ${name} by 1: 4 → 3, done`);
});

test('a worker consumes from one more queue, and stops consuming from it', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Queue to consume from' }).fill('reports');
  await page.keyboard.press('Enter');
  await expect(shell(page).acts()).toContainText(`${name} consumes reports: done`);
  const leave = page.getByRole('button', { name: 'Stop consuming from reports' });
  await expect(leave).toBeVisible();

  await leave.click();

  await expect(shell(page).acts()).toContainText(`${name} stops consuming reports: done`);
  await expect(leave).toHaveCount(0);
});

test('a worker is shut down only after its name was typed', async ({ page, mock }) => {
  await page.getByRole('button', { name: `Shut down ${name}` }).click();
  const dialog = shell(page).dialog();
  await expect(dialog).toContainText('It finishes what it works on and exits.');
  const decide = dialog.getByRole('button', { name: `Shut down ${name}` });
  await expect(decide).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox').fill(name);

  await decide.click();

  await expect(dialog.getByRole('status')).toContainText(`Shut down ${name}: `);
  await mock.clock({ advanceMs: 10_000 });
  await expect(dialog.getByRole('status')).toContainText('done', { timeout: 15_000 });
});
