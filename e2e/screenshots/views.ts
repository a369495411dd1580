import type { World } from '../fixtures/mock.ts';

/** One picture to take: a world, an address within it, and what must have happened before. */
export interface View {
  name: string;
  world: World;
  /** Path and search; `first` names something on the page that is opened by a click instead of by address. */
  path: string;
  /** A link on that page to follow, by a pattern of its name. */
  follow?: RegExp;
  /** Simulated time that passes before the picture, ms. */
  advanceMs?: number;
  /** Something injected into the world first. */
  inject?: Readonly<Record<string, unknown>>;
  /** A fault planned once the page stands. */
  lose?: 'marathon' | 'flower' | 'rabbitmq';
}

const demo: World = { scenario: 'demo', seed: 7 };
const calm: World = { scenario: 'calm', seed: 7 };

/** The list of pictures by which the look is judged. */
export const views: readonly View[] = [
  { name: 'overview', world: demo, path: '/', advanceMs: 600_000 },
  { name: 'apps-healthy', world: calm, path: '/apps' },
  { name: 'apps-incident', world: { scenario: 'crash-loop', seed: 7 }, path: '/apps', advanceMs: 120_000 },
  { name: 'apps-10000', world: { scenario: 'massive', seed: 7, apps: 10_000, instances: 100_000 }, path: '/apps' },
  {
    name: 'app-mid-rollout',
    world: { scenario: 'rolling-deploy', seed: 7 },
    path: '/deployments',
    follow: /^\//,
    advanceMs: 8000,
  },
  { name: 'deployments', world: { scenario: 'stuck-deploy', seed: 7 }, path: '/deployments', advanceMs: 300_000 },
  { name: 'queues', world: { scenario: 'queue-flood', seed: 7 }, path: '/queues', advanceMs: 300_000 },
  {
    name: 'queue',
    world: { scenario: 'queue-flood', seed: 7 },
    path: '/queues/rabbitmq/%252F/images',
    advanceMs: 300_000,
  },
  { name: 'workers', world: demo, path: '/workers' },
  { name: 'tasks', world: demo, path: '/tasks', advanceMs: 60_000 },
  { name: 'task-traceback', world: demo, path: '/tasks?state=FAILURE', follow: /\./, advanceMs: 120_000 },
  { name: 'wall-calm', world: calm, path: '/wall' },
  { name: 'wall-incident', world: { scenario: 'crash-loop', seed: 7 }, path: '/wall', advanceMs: 120_000 },
  { name: 'wall-source-lost', world: calm, path: '/wall', lose: 'marathon' },
];
