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

/** The topics a page at this address begins with. */
export function firstTopics(path: string): readonly Topic[] {
  return ['cluster', ...new Set([...frameLists, ...(firstLookAt(path)?.lists ?? [])])];
}

/**
 * Where these topics are read in one answer, before any stream is open. The gateway names the same address to the browser beside the
 * page, so that the answer is on its way while the page's code still is.
 */
export function lookAddress(topics: readonly Topic[]): string {
  return `/api/v1/look?topics=${topics.join(',')}`;
}
