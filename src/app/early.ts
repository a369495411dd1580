import { openEarlyLine } from '../client/early-line.ts';
import { firstTopics } from '../protocol/first-look.ts';
import { routeOf } from './routes.ts';

// The first thing that runs: lists and the page's own code are on their way while the rest of this file is still being read.

void routeOf(location.pathname)?.code.load();

/** The line of this page, with its lists asked for. */
export const early = openEarlyLine(firstTopics(location.pathname));
