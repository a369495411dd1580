import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { shell } from '../pages/shell.ts';
import { taskPage } from '../pages/task.ts';

// Backlog enough that one task runs and one waits at any moment.
test.use({ world: { scenario: 'queue-flood', seed: 1 } });

for (const { state, word, lever, title, decide } of [
  {
    state: 'STARTED',
    word: 'Started',
    lever: /^Terminate/,
    title: 'The process that runs it is killed',
    decide: 'Terminate the task',
  },
  { state: 'RECEIVED', word: 'Received', lever: /^Revoke/, title: 'Workers will skip it.', decide: 'Revoke the task' },
]) {
  test(`a task that is ${word.toLowerCase()} is revoked, behind a question`, async ({ page, mock, gateway }) => {
    // Time stands still meanwhile: the task must not end by itself.
    await mock.clock({ pause: true });
    const query = `state=${state}&taskname=mail.send.welcome&limit=1`;
    await expect.poll(async () => (await apiOf(gateway.url).tasks('flower', query)).length).toBe(1);
    const [task] = await apiOf(gateway.url).tasks('flower', query);
    const view = taskPage(page);
    await view.open('flower', task?.id ?? '');
    await expect(view.state(word)).toBeVisible();
    await page.getByRole('button', { name: lever }).click();
    const dialog = shell(page).dialog();
    await expect(dialog).toContainText(title);

    await dialog.getByRole('button', { name: decide }).click();

    await expect(dialog.getByRole('status')).toContainText(decide.replace('the task', 'task'));
    await mock.clock({ run: true, advanceMs: 20_000 });
    await expect(dialog.getByRole('status')).toContainText('done', { timeout: 15_000 });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(view.state('Revoked')).toBeVisible();
  });
}
