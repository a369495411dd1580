import { lazy, type ComponentType } from 'react';
import type { TableName } from '../protocol/rows.ts';

/** A page's code with the texts it speaks, fetched together. */
interface PageModule {
  Page: ComponentType;
}

/** A stretch of addresses and what is drawn there. */
export interface Route {
  id: string;
  /** `/apps` alone, or `/apps/` for everything below it. */
  pattern: string;
  shell: 'desk' | 'wall';
  load(): Promise<PageModule>;
  /** Lists it will want: asked for before its code is there, so that both come at once. */
  lists: readonly TableName[];
  /** Waits for its code while it is drawn. */
  Page: ComponentType;
}

const pages = new Map<Route['load'], ComponentType>();

/** A list and the thing picked from it are one page, so that the list stays as it was. */
function pageFrom(load: Route['load']): ComponentType {
  const known = pages.get(load);
  if (known) return known;
  const page = lazy(async () => ({ default: (await load()).Page }));
  pages.set(load, page);
  return page;
}

function route(id: string, pattern: string, load: Route['load'], lists: readonly TableName[] = []): Route {
  return { id, pattern, shell: id === 'wall' ? 'wall' : 'desk', load, lists, Page: pageFrom(load) };
}

const queues = () => import('./pages/queues.ts');
const workers = () => import('./pages/workers.ts');
const tasks = () => import('./pages/tasks.ts');

/** Every address there is. */
const routes: readonly Route[] = [
  route('overview', '/', () => import('./pages/overview.ts'), ['apps', 'queues', 'sparks', 'workers', 'timeline']),
  route('apps', '/apps', () => import('./pages/apps.ts'), ['apps']),
  route('app', '/apps/', () => import('./pages/app.ts'), ['apps', 'queues', 'sparks']),
  route('deployments', '/deployments', () => import('./pages/deployments.ts'), ['apps']),
  route('queues', '/queues', queues, ['queues', 'sparks']),
  route('queues', '/queues/', queues, ['queues', 'sparks', 'timeline']),
  route('workers', '/workers', workers, ['workers']),
  route('workers', '/workers/', workers, ['workers']),
  route('tasks', '/tasks', tasks),
  route('tasks', '/tasks/', tasks),
  route('trail', '/trail', () => import('./pages/trail.ts')),
  route('settings', '/settings', () => import('./pages/settings.ts')),
  route('wall', '/wall', () => import('./pages/wall.ts'), ['apps', 'queues', 'sparks', 'workers']),
];

/** The route of a path; null where there is none. A slash at the end changes nothing. */
export function routeOf(path: string): Route | null {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
  return (
    routes.find(({ pattern }) =>
      pattern.length > 1 && pattern.endsWith('/') ? plain.startsWith(pattern) : plain === pattern,
    ) ?? null
  );
}
