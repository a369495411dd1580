import type { TableName } from './rows.ts';
import type { Topic } from './topics.ts';

/** What a page asks for first: the page itself by name, and the lists it draws. */
export interface FirstLook {
  /** The page's name; its code is the chunk `page-<name>` of a build. */
  page: string;
  lists: readonly TableName[];
}

/** What the frame around every page shows. */
const frameLists: readonly TableName[] = ['sources', 'attention', 'deployments', 'acts'];

/** By address: `/apps` alone, `/apps/` for everything below it. */
const looks: Readonly<Record<string, FirstLook>> = {
  '/': { page: 'overview', lists: ['apps', 'queues', 'sparks', 'workers', 'timeline'] },
  '/apps': { page: 'apps', lists: ['apps'] },
  '/apps/': { page: 'app', lists: ['apps', 'queues', 'sparks'] },
  '/deployments': { page: 'deployments', lists: ['apps'] },
  '/queues': { page: 'queues', lists: ['queues', 'sparks'] },
  '/queues/': { page: 'queues', lists: ['queues', 'sparks', 'timeline'] },
  '/workers': { page: 'workers', lists: ['workers'] },
  '/workers/': { page: 'workers', lists: ['workers'] },
  '/tasks': { page: 'tasks', lists: [] },
  '/tasks/': { page: 'tasks', lists: [] },
  '/trail': { page: 'trail', lists: [] },
  '/settings': { page: 'settings', lists: [] },
  '/wall': { page: 'wall', lists: ['apps', 'queues', 'sparks', 'workers'] },
};

/** The pattern an address falls under, as in the table above; a slash at the end changes nothing. Null where there is no page. */
export function patternOf(path: string): string | null {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
  if (Object.hasOwn(looks, plain)) return plain;
  const cut = plain.indexOf('/', 1);
  const below = cut < 0 ? '' : plain.slice(0, cut + 1);
  return Object.hasOwn(looks, below) ? below : null;
}

/** The page at an address; null where there is none. */
export function firstLookAt(path: string): FirstLook | null {
  const pattern = patternOf(path);
  return pattern === null ? null : (looks[pattern] ?? null);
}

/** What is read in one answer before any stream is open. */
export interface Look {
  topics: readonly Topic[];
  /** So many apps at most, the first of their list; null for all of them. */
  head: number | null;
}

/** More apps than the tallest screen shows, and few enough to cost nothing. */
const headRows = 120;
/** What narrows or orders the list of apps in its address: the first rows of all are then not the first that are shown. */
const narrows = ['q', 'group', 'source', 'sort'];

/** What a page at this address begins with. `search`: the part after the question mark. */
export function firstLook(path: string, search: string): Look {
  const topics = ['cluster', ...new Set([...frameLists, ...(firstLookAt(path)?.lists ?? [])])];
  const asked = new URLSearchParams(search);
  const isPlainList = patternOf(path) === '/apps' && narrows.every((name) => !asked.has(name));
  return { topics, head: isPlainList ? headRows : null };
}

/**
 * Where this is read. The gateway names the same address to the browser beside the
 * page, so that the answer is on its way while the page's code still is.
 */
export function lookAddress({ topics, head }: Look): string {
  return `/api/v1/look?topics=${topics.join(',')}${head === null ? '' : `&head=${head}`}`;
}
