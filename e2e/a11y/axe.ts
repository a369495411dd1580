import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe objects to on a page as it stands, each with the first places it names. */
export async function objections(page: Page, what: string): Promise<string[]> {
  if (page.frames().length > 1) throw new Error(`${what} has frames, which are not looked into here`);
  const { violations } = await new AxeBuilder({ page })
    // Without this it also names every place it has nothing against, which takes most of its time on a long page.
    .options({ resultTypes: ['violations'] })
    // The same rules, on the page itself: the other way opens a second page to put the frames' answers together and carries each place
    // of the first one over to it, which takes twice as long.
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, nodes }) => {
    const places = nodes.map(({ target }) => target.join(' ')).slice(0, 3);
    return `${what}: ${id} at ${places.join(' | ')}`;
  });
}
