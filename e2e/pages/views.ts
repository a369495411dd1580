import { apiOf } from '../fixtures/api.ts';

/** A view of the product and where it is. */
export interface View {
  name: string;
  path: string;
}

/** The path of an entity's own page: its key, each part escaped. */
function pathOf(section: string, key: string): string {
  return `/${section}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Every view there is, those of single things for a thing of the given cluster. */
export async function everyView(gatewayUrl: string): Promise<View[]> {
  const api = apiOf(gatewayUrl);
  const [apps, queues, workers] = await Promise.all([api.table('apps'), api.table('queues'), api.table('workers')]);
  const failed = await api.tasks('flower', 'state=FAILURE&limit=1');
  const pages = [
    ...apps.slice(0, 1).map(({ key }) => ({ name: 'an app', path: pathOf('apps', key) })),
    ...queues.slice(0, 1).map(({ key }) => ({ name: 'a queue', path: pathOf('queues', key) })),
    ...workers.slice(0, 1).map(({ key }) => ({ name: 'a worker', path: pathOf('workers', key) })),
    ...failed.slice(0, 1).map(({ key }) => ({ name: 'a failed task', path: pathOf('tasks', key) })),
  ];
  return [
    { name: 'overview', path: '/' },
    { name: 'apps', path: '/apps' },
    { name: 'deployments', path: '/deployments' },
    { name: 'queues', path: '/queues' },
    { name: 'workers', path: '/workers' },
    { name: 'tasks', path: '/tasks' },
    { name: 'trail', path: '/trail' },
    { name: 'settings', path: '/settings' },
    { name: 'wall', path: '/wall' },
    ...pages,
  ];
}
