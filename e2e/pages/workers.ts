import type { Locator, Page } from '@playwright/test';

/** The list of workers, as a person reads and pulls it. */
export function workersPage(page: Page) {
  const row = (name: string): Locator =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  return {
    open: () => page.goto('/workers'),
    row,
    /** Online, Busy, Gone, Broker away or Not known. */
    state: (name: string) => row(name).getByRole('cell').first(),
    processes: (name: string) => row(name).getByRole('textbox', { name: 'Processes' }),
    grow: (name: string) => row(name).getByRole('button', { name: 'One process more' }).click(),
    /** Starts to note every state word that any row ever shows; the answer tells those so far. */
    noteStates: async (): Promise<() => Promise<string[]>> => {
      const seen = await page.evaluateHandle(() => {
        const words = new Set<string>();
        const note = () => {
          for (const row of document.querySelectorAll('main tbody tr'))
            words.add(row.querySelector('td')?.textContent ?? '');
        };
        new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
        return words;
      });
      return () => seen.evaluate((words) => [...words]);
    },
    /** The sentence under the heading: how many are online, gone, or hidden behind a broker that is away. */
    summary: () => page.getByRole('main').getByRole('paragraph').first(),
  };
}
