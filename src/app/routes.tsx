import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseSearch, writeSearch } from '../client/place.ts';
import { Broken } from './shells/desk/broken.tsx';
import { Desk } from './shells/desk/desk.tsx';
import { NotFound } from './shells/desk/not-found.tsx';

const root = createRootRoute({ notFoundComponent: NotFound });
const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Desk });

const overview = createRoute({
  getParentRoute: () => desk,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/page.tsx'), 'Page'),
});
const apps = createRoute({
  getParentRoute: () => desk,
  path: '/apps',
  component: lazyRouteComponent(() => import('../features/apps/page.tsx'), 'Page'),
});
const app = createRoute({
  getParentRoute: () => desk,
  path: '/apps/$',
  component: lazyRouteComponent(() => import('../features/app/page.tsx'), 'Page'),
});
const deployments = createRoute({
  getParentRoute: () => desk,
  path: '/deployments',
  component: lazyRouteComponent(() => import('../features/deployments/page.tsx'), 'Page'),
});
const queues = createRoute({
  getParentRoute: () => desk,
  path: '/queues',
  component: lazyRouteComponent(() => import('../features/queues/page.tsx'), 'Page'),
});
const queue = createRoute({
  getParentRoute: () => desk,
  path: '/queues/$',
  component: lazyRouteComponent(() => import('../features/queues/page.tsx'), 'Page'),
});
const workers = createRoute({
  getParentRoute: () => desk,
  path: '/workers',
  component: lazyRouteComponent(() => import('../features/workers/page.tsx'), 'Page'),
});
const worker = createRoute({
  getParentRoute: () => desk,
  path: '/workers/$',
  component: lazyRouteComponent(() => import('../features/workers/page.tsx'), 'Page'),
});
const tasks = createRoute({
  getParentRoute: () => desk,
  path: '/tasks',
  component: lazyRouteComponent(() => import('../features/tasks/page.tsx'), 'Page'),
});
const task = createRoute({
  getParentRoute: () => desk,
  path: '/tasks/$',
  component: lazyRouteComponent(() => import('../features/tasks/page.tsx'), 'Page'),
});
const trail = createRoute({
  getParentRoute: () => desk,
  path: '/trail',
  component: lazyRouteComponent(() => import('../features/trail/page.tsx'), 'Page'),
});
const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/page.tsx'), 'Page'),
});
const wall = createRoute({
  getParentRoute: () => root,
  path: '/wall',
  component: lazyRouteComponent(() => import('./shells/wall/wall.tsx'), 'Wall'),
});

/** Makes the router. Search parts are plain text both ways: what a page does not know it does not read, so no address can break one. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      desk.addChildren([
        overview,
        apps,
        app,
        deployments,
        queues,
        queue,
        workers,
        worker,
        tasks,
        task,
        trail,
        settings,
      ]),
      wall,
    ]),
    defaultErrorComponent: Broken,
    defaultPreload: false,
    scrollRestoration: false,
    parseSearch: (text) => parseSearch(text),
    stringifySearch: (search) => writeSearch(search),
  });
}
