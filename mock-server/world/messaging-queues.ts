import { plainQueue } from './broker-queue.ts';
import type { QueueDeclaration } from './broker-queue.ts';

function shopQueue(name: string, more: Partial<QueueDeclaration> = {}): QueueDeclaration {
  return { ...plainQueue(name), exchange: { name: 'shop', type: 'direct' }, deadLetterExchange: 'shop.dlx', ...more };
}

function quorumQueue(name: string, exchange: string): QueueDeclaration {
  return shopQueue(name, { kind: 'quorum', exchange: { name: exchange, type: 'topic' }, deliveryLimit: 3 });
}

/** The shop's queues, as its code declares them. Nobody drains the last two. */
export const shopQueues: readonly QueueDeclaration[] = [
  shopQueue('images', { maxPriority: 10 }),
  shopQueue('emails'),
  shopQueue('orders'),
  quorumQueue('reports', 'shop.reports'),
  shopQueue('search.index'),
  shopQueue('ledger.post'),
  shopQueue('webhooks'),
  shopQueue('mail.bounces', { deadLetterExchange: null }),
  { ...plainQueue('dead-letter'), exchange: { name: 'shop.dlx', type: 'direct' }, policy: 'dead-letter-ttl' },
];

export function isShopQueue(name: string): boolean {
  return shopQueues.some((queue) => queue.name === name);
}

/** The declaration of a queue by name; an unknown one is plain. */
export function declarationOf(name: string): QueueDeclaration {
  return shopQueues.find((queue) => queue.name === name) ?? plainQueue(name);
}
