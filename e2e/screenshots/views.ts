import type { World } from '../fixtures/mock.ts';

/** A world with what happens in it before anybody looks; views share it. */
export interface Scene {
  world: World;
  /** Events before the gateway starts. */
  before?: readonly Readonly<Record<string, unknown>>[];
  /** Simulated time that passes before the gateway starts, ms. */
  advanceMs?: number;
  /** Events while the gateway watches. */
  troubles?: readonly Readonly<Record<string, unknown>>[];
  /** Simulated time that passes right after them, ms. */
  watchMs?: number;
  /** How long the scene is left alone, real ms: trouble is raised only once it has lasted. */
  ripeMs?: number;
}

const seed = 7;
const demo: World = { scenario: 'demo', seed };

/** Three troubles at once, the least that fills the wall. */
const troubles = [
  { kind: 'crash-app', id: '/shop/api', again: true },
  { kind: 'fail-health', id: '/pay/gateway', count: 3, times: 1_000_000 },
  { kind: 'http-status', id: '/media/upload', status: 503 },
];

/** The worlds, in the order they are looked at: what must ripen last. */
export const scenes = {
  calm: { world: { scenario: 'calm', seed } },
  hostile: { world: { scenario: 'calm', seed }, troubles: [{ kind: 'hostile-names' }] },
  empty: { world: { scenario: 'empty', seed } },
  rollout: {
    world: { scenario: 'rolling-deploy', seed },
    before: [{ kind: 'slow-start', id: '/shop/catalog', ms: 600_000 }],
    watchMs: 6000,
  },
  stuck: { world: { scenario: 'stuck-deploy', seed } },
  massive: { world: { scenario: 'massive', seed, apps: 10_000, instances: 100_000 } },
  trouble: { world: demo, troubles, watchMs: 20_000, ripeMs: 50_000 },
  flood: { world: { scenario: 'queue-flood', seed }, ripeMs: 150_000 },
} as const satisfies Readonly<Record<string, Scene>>;

/** The name of a scene. */
export type SceneName = keyof typeof scenes;

/** The scenes in their order. */
export const sceneNames: readonly SceneName[] = [
  'calm',
  'hostile',
  'empty',
  'rollout',
  'stuck',
  'massive',
  'trouble',
  'flood',
];

/** One picture to take: a scene, an address within it, and what must have happened before. */
export interface View {
  name: string;
  scene: SceneName;
  /** Path and search. */
  path: string;
  /** A link on that page to follow, by a pattern of its address. */
  follow?: RegExp;
  /** Buttons to press one after the other before the picture, by patterns of their names. */
  press?: readonly RegExp[];
  /** Faults planned once the page stands: the source, or all of them. */
  lose?: 'marathon' | 'all';
  /** Turned on its side: as high as it would be wide. */
  portrait?: boolean;
}

/** The list of pictures by which the look is judged. What loses sources stands last in its scene. */
export const views: readonly View[] = [
  { name: 'overview', scene: 'trouble', path: '/' },
  { name: 'overview-lost', scene: 'stuck', path: '/', lose: 'all' },
  { name: 'apps-healthy', scene: 'calm', path: '/apps' },
  { name: 'apps-incident', scene: 'trouble', path: '/apps' },
  { name: 'apps-10000', scene: 'massive', path: '/apps' },
  { name: 'apps-hostile', scene: 'hostile', path: '/apps' },
  { name: 'app-mid-rollout', scene: 'rollout', path: '/apps/marathon/shop/catalog' },
  { name: 'app-delayed', scene: 'trouble', path: '/apps/marathon/shop/api' },
  { name: 'dialog', scene: 'calm', path: '/queues/rabbitmq/%252F/emails', press: [/^(Purge|清空)/] },
  { name: 'deployments', scene: 'rollout', path: '/deployments' },
  { name: 'deployments-stuck', scene: 'stuck', path: '/deployments' },
  { name: 'queues', scene: 'flood', path: '/queues' },
  { name: 'queue', scene: 'flood', path: '/queues/rabbitmq/%252F/emails' },
  { name: 'workers', scene: 'trouble', path: '/workers' },
  { name: 'tasks', scene: 'trouble', path: '/tasks' },
  { name: 'task-traceback', scene: 'trouble', path: '/tasks?state=FAILURE', follow: /^\/tasks\/./ },
  { name: 'trail', scene: 'trouble', path: '/trail' },
  { name: 'settings', scene: 'calm', path: '/settings' },
  ...['/', '/apps', '/deployments', '/queues', '/workers', '/tasks', '/trail', '/wall'].map((path) => ({
    name: `empty-${path.slice(1) || 'overview'}`,
    scene: 'empty' as const,
    path,
  })),
  { name: 'wall-calm', scene: 'calm', path: '/wall?scenes=apps' },
  { name: 'wall-workers', scene: 'calm', path: '/wall?scenes=workers' },
  { name: 'wall-incident', scene: 'trouble', path: '/wall' },
  { name: 'wall-portrait', scene: 'trouble', path: '/wall', portrait: true },
  { name: 'wall-queues', scene: 'flood', path: '/wall' },
  { name: 'wall-source-lost', scene: 'calm', path: '/wall', lose: 'marathon' },
];

/** The pictures of the README: one width each, by day at the desk and by night on the wall. */
export const readme: readonly View[] = [
  { name: 'overview', scene: 'trouble', path: '/' },
  { name: 'apps', scene: 'trouble', path: '/apps' },
  { name: 'queues', scene: 'flood', path: '/queues' },
  { name: 'wall', scene: 'trouble', path: '/wall' },
];
