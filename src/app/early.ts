import { openEarlyLine } from '../client/early-line.ts';
import { firstLook } from '../protocol/first-look.ts';
import { routeOf } from './routes.ts';

// Lists and the page's own code are on their way already, named by the gateway with the page; here they are taken in hand.

const code = Promise.resolve().then(() => routeOf(location.pathname)?.code.load());

/** The line of this page, with its lists asked for. */
export const early = openEarlyLine(firstLook(location.pathname, location.search));

const patienceMs = 100;

/**
 * What the first picture is made of is there: drawn once with it, the page is drawn sooner than first without and then again. Whatever
 * takes longer than a moment is not waited for.
 */
export const firstPicture: Promise<unknown> = Promise.race([
  Promise.allSettled([early.looked, code]),
  new Promise((resolve) => setTimeout(resolve, patienceMs)),
]);
