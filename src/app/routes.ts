import type { ComponentType } from 'react';
import { patternOf } from '../protocol/first-look.ts';

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
  /** `/apps` alone, or `/apps/` for everything below it; what each asks for first stands in `protocol/first-look`. */
  pattern: string;
  shell: 'desk' | 'wall';
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

function route(id: string, pattern: string, load: PageCode['load']): Route {
  return { id, pattern, shell: id === 'wall' ? 'wall' : 'desk', code: codeFrom(load) };
}

const queues = () => import('./pages/queues.ts');
const workers = () => import('./pages/workers.ts');
const tasks = () => import('./pages/tasks.ts');

/** Every address there is. */
const routes: readonly Route[] = [
  route('overview', '/', () => import('./pages/overview.ts')),
  route('apps', '/apps', () => import('./pages/apps.ts')),
  route('app', '/apps/', () => import('./pages/app.ts')),
  route('deployments', '/deployments', () => import('./pages/deployments.ts')),
  route('queues', '/queues', queues),
  route('queues', '/queues/', queues),
  route('workers', '/workers', workers),
  route('workers', '/workers/', workers),
  route('tasks', '/tasks', tasks),
  route('tasks', '/tasks/', tasks),
  route('trail', '/trail', () => import('./pages/trail.ts')),
  route('settings', '/settings', () => import('./pages/settings.ts')),
  route('wall', '/wall', () => import('./pages/wall.ts')),
];

/** The route of a path; null where there is none. A slash at the end changes nothing. */
export function routeOf(path: string): Route | null {
  const pattern = patternOf(path);
  return routes.find((route) => route.pattern === pattern) ?? null;
}
