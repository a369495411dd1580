import type { Locator, Page } from '@playwright/test';

/** The list of queues. */
export function queuesPage(page: Page) {
  const row = (name: string): Locator =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  return {
    open: () => page.goto('/queues'),
    row,
    /** The depth a row shows; null while it shows none. */
    depth: async (name: string): Promise<number | null> => {
      const label = await row(name).getByRole('img', { name: 'waiting or unacked' }).getAttribute('aria-label');
      const figure = /([\d,]+) waiting or unacked/.exec(label ?? '')?.[1];
      return figure === undefined ? null : Number(figure.replaceAll(',', ''));
    },
  };
}
