import type { Page } from '@playwright/test';

/** What a list of apps showed at its worst since it was watched. */
interface Seen {
  fewestRows: number;
  /** Texts no list may show of a cluster that is well: none running, nothing there, still waiting. */
  wrong: readonly string[];
}

/** Watches every change of the page's list of apps, also those between two looks of a test. */
export async function watchPicture(page: Page): Promise<{ seen: () => Promise<Seen> }> {
  const handle = await page.evaluateHandle(() => {
    const seen = { fewestRows: Infinity, wrong: new Set<string>() };
    const note = () => {
      const main = document.querySelector('main');
      // A line of the list that rests is in the document and not on the page.
      const rows = [...(main?.querySelectorAll<HTMLElement>('[role=row]') ?? [])].filter(
        ({ ariaHidden }) => ariaHidden !== 'true',
      );
      const counts = rows.flatMap((row) =>
        [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent),
      );
      seen.fewestRows = Math.min(seen.fewestRows, rows.filter((row) => row.querySelector('[role=rowheader]')).length);
      for (const count of counts) if (/^0 \/ [1-9]/.test(count)) seen.wrong.add(count);
      const said = /No apps yet|Waiting for Marathon|This page broke/.exec(main?.textContent ?? '');
      if (said !== null) seen.wrong.add(said[0]);
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  return { seen: () => handle.evaluate(({ fewestRows, wrong }) => ({ fewestRows, wrong: [...wrong] })) };
}

/** Watches what the bar says of a source: every text it ever shows beside its name. */
export async function watchLamp(page: Page, source: string): Promise<{ seen: () => Promise<string[]> }> {
  const light = await page
    .getByRole('list', { name: 'How fresh the data is' })
    .getByRole('listitem')
    .filter({ hasText: source })
    .elementHandle();
  const handle = await page.evaluateHandle((node) => {
    const seen = new Set<string>();
    const note = () => seen.add(node?.textContent ?? '');
    note();
    if (node !== null)
      new MutationObserver(note).observe(node, { subtree: true, childList: true, characterData: true });
    return seen;
  }, light);
  return { seen: () => handle.evaluate((seen) => [...seen]) };
}
