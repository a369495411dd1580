import { addAgents, day, settle } from './builder.ts';
import type { AppSketch } from './builder.ts';
import type { Scenario } from './scenario.ts';
import type { World } from '../world/world.ts';

const celery = (queues: string, app: string): string =>
  `celery -A ${app} worker -Q ${queues} --concurrency 4 -n worker@%h`;

/** The apps every small scenario has: a shop, its queues' workers, and what they stand on. */
export const companyApps: readonly AppSketch[] = [
  {
    id: '/shop/web',
    instances: 4,
    image: 'example/shop-web:3.4.1',
    cmd: './serve',
    health: '/health',
    labels: { team: 'shop' },
  },
  {
    id: '/shop/api',
    instances: 3,
    image: 'example/shop-api:3.4.1',
    cmd: './serve',
    health: '/health',
    labels: { team: 'shop' },
  },
  {
    id: '/shop/worker',
    instances: 3,
    cmd: celery('orders,images', 'shop'),
    labels: { team: 'shop', 'signalbox.queues': 'orders,images' },
  },
  {
    id: '/shop/hooks',
    instances: 2,
    cmd: celery('webhooks', 'hooks'),
    labels: { team: 'shop', 'signalbox.queues': 'webhooks' },
  },
  {
    id: '/pay/gateway',
    instances: 3,
    image: 'example/pay:2.1.0',
    cmd: './serve',
    health: '/health',
    labels: { team: 'pay' },
  },
  {
    id: '/pay/poster',
    instances: 2,
    cmd: celery('ledger.post', 'pay'),
    labels: { team: 'pay', 'signalbox.queues': 'ledger.post' },
  },
  {
    id: '/mail/sender',
    instances: 2,
    cmd: celery('emails', 'mail'),
    labels: { team: 'mail', 'signalbox.queues': 'emails' },
  },
  { id: '/media/thumbs-worker', instances: 2, cmd: celery('images', 'thumbs'), labels: { team: 'media' } },
  {
    id: '/data/indexer',
    instances: 2,
    cmd: celery('search.index', 'search'),
    labels: { team: 'data', 'signalbox.queues': 'search.index' },
  },
  {
    id: '/data/reports-worker',
    instances: 1,
    cmd: celery('reports', 'reports'),
    labels: { team: 'data', 'signalbox.queues': 'reports' },
  },
  {
    id: '/infra/rabbitmq',
    instances: 1,
    image: 'rabbitmq:3.10',
    cmd: 'rabbitmq-server',
    memMib: 2048,
    labels: { team: 'infra' },
  },
  { id: '/infra/flower', instances: 1, cmd: 'celery flower', labels: { team: 'infra' } },
];

/** Puts the company's apps on their agents, each started at another time. Nothing waits for a worker that nobody hired. */
export function settleCompany(world: World, agents = 6): void {
  addAgents(world, agents);
  for (const [at, sketch] of companyApps.entries()) settle(world, sketch, 3 * day + at * 1_234_567);
  world.messaging.load.setFactor('mail.bounces', 0);
  world.messaging.purge('mail.bounces');
}

/** Everything runs and nothing happens. */
export const calm: Scenario = {
  name: 'calm',
  title: 'Everything runs, nothing happens',
  build: (world) => settleCompany(world),
};
