import type { Page } from '@playwright/test';

/** One task's page. */
export function taskPage(page: Page) {
  return {
    open: (source: string, id: string) => page.goto(`/tasks/${source}/${id}`),
    state: (word: string) => page.getByRole('main').getByText(word, { exact: true }),
    /** Kills the process that runs it, through the dialog that asks. */
    terminate: async () => {
      await page.getByRole('button', { name: /^Terminate/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Terminate the task' }).click();
    },
  };
}
