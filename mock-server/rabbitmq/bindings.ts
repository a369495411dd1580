import type { QueueFacts } from './queue-facts.ts';

type Body = Record<string, unknown>;

function binding(source: string, queue: string, key: string): Body {
  return {
    source,
    vhost: '/',
    destination: queue,
    destination_type: 'queue',
    routing_key: key,
    arguments: {},
    properties_key: key === '' ? '~' : encodeURIComponent(key),
  };
}

/** All bindings of a queue: to the default exchange by its name, and to the one it was declared with. */
export function bindingsOf(facts: QueueFacts): Body[] {
  const found = [binding('', facts.name, facts.name)];
  const { queue } = facts;
  if (facts.name.startsWith('celeryev.')) found.push(binding('celeryev', facts.name, 'worker.#'));
  if (facts.name.endsWith('.celery.pidbox')) found.push(binding('celery.pidbox', facts.name, ''));
  if (queue === null) return found;
  const { exchange, routingKey } = queue.declaration;
  if (exchange.type === 'topic') found.push(binding(exchange.name, facts.name, `#.${routingKey}`));
  found.push(binding(exchange.name, facts.name, facts.name === 'dead-letter' ? '' : routingKey));
  return found;
}
