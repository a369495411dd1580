import type { Locator, Page } from '@playwright/test';
import { tabTo } from './keys.ts';

/** The acts on an app that every list and every page of it offers. */
export type Lever = 'scale' | 'restart' | 'suspend' | 'resume' | 'roll back';

/** Where a lever is pulled, and with what. */
export type Place = 'row' | 'app page';
export type Hand = 'mouse' | 'keys';

const words: Readonly<Record<Exclude<Lever, 'scale'>, string>> = {
  restart: 'Restart',
  suspend: 'Suspend',
  resume: 'Resume',
  'roll back': 'Roll back',
};

const keys: Readonly<Record<Lever, string>> = { scale: '+', restart: 'r', suspend: 's', resume: 's', 'roll back': 'b' };

/** An app's levers on one of the two places that have them. */
export interface Levers {
  open: () => Promise<unknown>;
  /** Pulls a lever; `scale` asks for one instance more. */
  pull: (lever: Lever, hand: Hand) => Promise<void>;
  /** The lever itself. */
  lever: (lever: Exclude<Lever, 'scale'>) => Locator;
  /** What the place says the app is: its state and its figures. */
  picture: () => Locator;
  /** What of it stands as asked and not yet so, beside what is. */
  asked: (lever: Lever) => Locator;
}

function named(word: string, app: string): RegExp {
  // The app's name stands isolated, between two marks that nobody sees.
  return new RegExp(`^${word} .?${app}.?$`);
}

function rowOf(page: Page, app: string): Levers {
  const row = page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: named('Select', app) }) });
  const grid = page.getByRole('grid', { name: 'Apps' });
  const lever = (one: Exclude<Lever, 'scale'>) => row.getByRole('button', { name: named(words[one], app) });
  const more = row.getByRole('button', { name: named('One instance more of', app) });
  return {
    open: () => page.goto(`/apps?q=${encodeURIComponent(app)}`),
    lever,
    picture: () => row,
    asked: (one) =>
      one === 'scale'
        ? row.getByRole('gridcell', { name: /→.*One instance more/ })
        : lever(one).and(page.locator('[aria-busy=true]')),
    pull: async (one, hand) => {
      if (hand === 'mouse') return (one === 'scale' ? more : lever(one)).click();
      await (one === 'scale' ? more : lever(one)).waitFor();
      await tabTo(page, grid);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press(keys[one]);
    },
  };
}

function pageOf(page: Page, app: string): Levers {
  const main = page.getByRole('main');
  const stepper = main.getByRole('group', { name: named('Instances of', app) });
  const lever = (one: Exclude<Lever, 'scale'>) => main.getByRole('button', { name: words[one], exact: true });
  return {
    open: () => page.goto(`/apps/marathon${app}`),
    lever,
    picture: () => main,
    asked: (one) =>
      one === 'scale' ? stepper.filter({ hasText: '→' }) : lever(one).and(page.locator('[aria-busy=true]')),
    pull: async (one, hand) => {
      if (hand === 'mouse') {
        const more = stepper.getByRole('button', { name: named('One instance more of', app) });
        return (one === 'scale' ? more : lever(one)).click();
      }
      await (one === 'scale' ? stepper : lever(one)).waitFor();
      await page.keyboard.press(keys[one]);
    },
  };
}

/** An app's levers where a test wants them. */
export function leversOf(page: Page, place: Place, app: string): Levers {
  return place === 'row' ? rowOf(page, app) : pageOf(page, app);
}
