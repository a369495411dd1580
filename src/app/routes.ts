import type { ComponentType } from 'react';
import type { TableName } from '../protocol/rows.ts';

/** A page's code with the texts it speaks, fetched together. */
export interface PageModule {
  Page: ComponentType;
}

/** A page's code: asked for once, and there without waiting from then on. */
export interface PageCode {
  load(): Promise<PageModule>;
  /** Null until it came. */
  loaded(): PageModule | null;
}

/** A stretch of addresses and what is drawn there. */
export interface Route {
  id: string;
  /** `/apps` alone, or `/apps/` for everything below it. */
  pattern: string;
  shell: 'desk' | 'wall';
  /** Lists it will want: asked for before its code is there, so that both come at once. */
  lists: readonly TableName[];
  code: PageCode;
}

const codes = new Map<PageCode['load'], PageCode>();

/** A list and the thing picked from it are one page, so that the list stays as it was. */
function codeFrom(load: PageCode['load']): PageCode {
  const known = codes.get(load);
  if (known) return known;
  let there: PageModule | null = null;
  const code: PageCode = {
    load: async () => (there ??= await load()),
    loaded: () => there,
  };
  codes.set(load, code);
  return code;
}

function route(id: string, pattern: string, load: PageCode['load'], lists: readonly TableName[] = []): Route {
  return { id, pattern, shell: id === 'wall' ? 'wall' : 'desk', lists, code: codeFrom(load) };
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
