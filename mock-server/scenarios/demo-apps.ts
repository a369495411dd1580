import type { AppSketch } from './builder.ts';
import { companyApps } from './calm.ts';

function service(id: string, instances: number, more: Partial<AppSketch> = {}): AppSketch {
  const [, team = '', name = ''] = id.split('/');
  return {
    id,
    instances,
    cmd: `./serve --service ${name}`,
    image: `registry.example.test/${team}/${name}:${1 + (name.length % 5)}.${instances}.0`,
    health: '/health',
    labels: { team, tier: 'service' },
    upgrade: [0.5, 0.25],
    ...more,
  };
}

function job(id: string, instances: number, cmd: string, more: Partial<AppSketch> = {}): AppSketch {
  const [, team = ''] = id.split('/');
  return { id, instances, cmd, labels: { team, tier: 'job' }, cpus: 0.2, memMib: 256, ...more };
}

const bigger: Readonly<Record<string, number>> = {
  '/shop/web': 14,
  '/shop/api': 12,
  '/shop/worker': 6,
  '/shop/hooks': 3,
  '/pay/gateway': 8,
  '/pay/poster': 3,
  '/mail/sender': 4,
  '/media/thumbs-worker': 5,
  '/data/indexer': 4,
  '/data/reports-worker': 2,
};

/** A believable company: about sixty apps with some 350 instances in seven groups. */
export const demoApps: readonly AppSketch[] = [
  ...companyApps.map((sketch): AppSketch => ({ ...sketch, instances: bigger[sketch.id] ?? sketch.instances })),
  service('/shop/cart', 12),
  service('/shop/catalog', 14),
  service('/shop/checkout', 8, { dependencies: ['/shop/cart', '/pay/gateway'] }),
  service('/shop/search', 12, { cpus: 1, memMib: 1024 }),
  service('/shop/pricing', 6),
  service('/shop/stock', 8),
  service('/shop/reviews', 4),
  service('/shop/wishlist', 3),
  service('/shop/coupons', 3),
  job('/shop/sitemap', 1, './sitemap --every 1h'),
  service('/pay/ledger', 6, { upgrade: [1, 0.2] }),
  service('/pay/fraud', 6, { cpus: 1, memMib: 2048 }),
  service('/pay/invoices', 4),
  service('/pay/refunds', 3),
  service('/pay/tax', 3),
  job('/pay/reconcile', 1, './reconcile --nightly'),
  service('/ml/ranker', 8, { cpus: 2, memMib: 4096 }),
  service('/ml/embeddings', 6, { cpus: 2, memMib: 4096 }),
  service('/ml/recommender', 6, { cpus: 1, memMib: 2048 }),
  service('/ml/moderation', 4, { cpus: 1, memMib: 2048 }),
  service('/ml/forecast', 2, { cpus: 1, memMib: 1024 }),
  service('/media/upload', 6),
  service('/media/images', 14),
  service('/media/video', 6, { cpus: 2, memMib: 2048 }),
  service('/media/cdn-origin', 10),
  service('/media/captions', 2),
  job('/media/cleanup', 1, './cleanup --older-than 30d'),
  service('/data/events', 14),
  service('/data/warehouse', 8, { cpus: 1, memMib: 4096 }),
  service('/data/dashboards', 3),
  service('/data/exports', 2),
  job('/data/compact', 2, './compact --partitions 64'),
  job('/data/kafka-mirror', 4, './mirror --from eu --to us'),
  service('/mail/templates', 3),
  service('/mail/preferences', 3),
  service('/mail/inbound', 4),
  job('/mail/bounces', 1, './bounces --imap'),
  service('/infra/edge', 16, { cpus: 1, constraints: [{ field: '@zone', operator: 'GROUP_BY', value: '3' }] }),
  service('/infra/auth', 10),
  service('/infra/config', 3),
  service('/infra/flags', 4),
  service('/infra/metrics', 5, { memMib: 4096 }),
  service('/infra/logs', 8, { memMib: 2048 }),
  job('/infra/node-agent', 24, './node-agent', {
    cpus: 0.1,
    memMib: 64,
    constraints: [{ field: 'hostname', operator: 'UNIQUE', value: null }],
  }),
  job('/infra/dns', 3, './dns'),
  job('/infra/backup', 1, './backup --hourly'),
  service('/infra/status', 2),
];

/** What rolls, in turn. */
export const demoReleases: readonly string[] = [
  '/shop/catalog',
  '/infra/auth',
  '/media/images',
  '/shop/cart',
  '/pay/gateway',
  '/data/events',
  '/shop/web',
  '/ml/recommender',
  '/shop/api',
];
