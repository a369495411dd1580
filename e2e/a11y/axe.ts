import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe objects to on a page as it stands, each with the first places it names. */
export async function objections(page: Page, what: string): Promise<string[]> {
  // Without this it also names every place it has nothing against, which takes most of its time on a long page.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, nodes }) => {
    const places = nodes.map(({ target }) => target.join(' ')).slice(0, 3);
    return `${what}: ${id} at ${places.join(' | ')}`;
  });
}
