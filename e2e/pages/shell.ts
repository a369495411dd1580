import type { Page } from '@playwright/test';

/** What surrounds every page of the desk. */
export function shell(page: Page) {
  return {
    /** Goes to a section by the rail; its link also says how many there need someone. */
    goTo: (section: string) =>
      page
        .getByRole('navigation', { name: 'Sections' })
        .getByRole('link', { name: new RegExp(`^${section}\\b`) })
        .click(),
    /** What the top bar says of a source: nothing but its name while it is fresh. */
    freshness: (source: string) =>
      page.getByRole('list', { name: 'How fresh the data is' }).getByRole('listitem').filter({ hasText: source }),
    /** One line for each act of this browser, with its state and what can be done about it. */
    acts: () => page.getByRole('region', { name: 'Your acts' }),
    act: (text: string) => page.getByRole('region', { name: 'Your acts' }).getByText(text),
    dialog: () => page.getByRole('dialog'),
  };
}
