import { openEarlyLine } from '../client/early-line.ts';
import type { TableName } from '../protocol/rows.ts';
import { topics } from '../protocol/topics.ts';
import { routeOf } from './routes.ts';

// The first thing that runs: lists and the page's own code are on their way while the rest of this file is still being read.

/** What the frame around every page shows. */
const shellLists: readonly TableName[] = ['sources', 'attention', 'deployments', 'acts'];

const route = routeOf(location.pathname);
// Where the page is drawn it is asked for again, and a failure told.
route?.code.load().catch(() => undefined);

/** The line of this page, with its lists asked for. */
export const early = openEarlyLine([topics.cluster, ...new Set([...shellLists, ...(route?.lists ?? [])])]);
