import type { Locator, Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import type { Gateway } from '../fixtures/gateway.ts';
import type { Mock } from '../fixtures/mock.ts';
import { expect, test } from '../fixtures/test.ts';
import { tabTo } from '../pages/keys.ts';
import { leversOf, type Hand, type Lever, type Levers, type Place } from '../pages/levers.ts';
import type { AppAtMarathon, Marathon } from './marathon.ts';
import { press, stage, verbOf, type Verb } from './verbs.ts';

/** Where and with what: the four ways to pull a lever. */
const ways: readonly { place: Place; hand: Hand }[] = [
  { place: 'row', hand: 'mouse' },
  { place: 'row', hand: 'keys' },
  { place: 'app page', hand: 'mouse' },
  { place: 'app page', hand: 'keys' },
];

/** One way on its journey, with an app of its own, so that nothing of another way can be mistaken for its outcome. */
export interface Way {
  app: string;
  verb: Verb;
  levers: Levers;
  marathon: Marathon;
  /** The app as it was staged. */
  before: AppAtMarathon;
  /** Pulls the lever. */
  pull: () => Promise<void>;
  /** Chooses what has opened since, with the same hand. */
  choose: (button: Locator) => Promise<void>;
}

/** What a walk goes over. */
export interface Ground {
  page: Page;
  mock: Mock;
  gateway: Gateway;
}

function chooserOf(page: Page, place: Place, hand: Hand): Way['choose'] {
  return async (button) => {
    if (hand === 'mouse') return button.click();
    // From a row the news is a few steps ahead; from a page's own keys it is the last thing before the top.
    const isInDialog = await page.getByRole('dialog').isVisible();
    await tabTo(page, button, place === 'row' || isInDialog ? 'Tab' : 'Shift+Tab');
    await page.keyboard.press('Enter');
  };
}

/** Makes one journey of a lever in all four ways, one after another over one gateway; a failure names the way. */
export async function walkAllWays(
  { page, mock, gateway }: Ground,
  lever: Lever,
  journey: (way: Way) => Promise<void>,
  prepare: (mock: Mock, verb: Verb, app: string) => Promise<Marathon> = stage,
): Promise<void> {
  const { table } = apiOf(gateway.url);
  for (const [at, { place, hand }] of ways.entries()) {
    await test.step(`from the ${place} by ${hand}`, async () => {
      const app = `${press}-${at + 1}`;
      const verb = verbOf(lever, app);
      const marathon = await prepare(mock, verb, app);
      const before = await marathon.app(app);
      const levers = leversOf(page, place, app);
      await levers.open();
      await expect(levers.picture()).toContainText(`/ ${verb.from}`);
      // The count that a resume brings back is found among the versions, a moment after somebody looks.
      const countBack = async () => (await table('apps')).find(({ key }) => key === `marathon${app}`)?.suspendedFrom;
      if (verb.from === 0) await expect.poll(countBack).toBe(3);
      const pull = () => levers.pull(lever, hand);
      await journey({ app, verb, levers, marathon, before, pull, choose: chooserOf(page, place, hand) });
    });
  }
}
