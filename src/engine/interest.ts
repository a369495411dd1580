import type { EntityKey } from '../domain/keys.ts';
import type { Facet } from '../domain/source.ts';
import type { TableName } from '../protocol/rows.ts';
import type { ParsedTopic } from '../protocol/topics.ts';

const everything = [
  'apps',
  'instances',
  'deployments',
  'launches',
  'queues',
  'consumers',
  'workers',
] as const satisfies Facet[];

const facetsOfTable: Readonly<Record<TableName, readonly Facet[]>> = {
  apps: ['apps', 'launches'],
  queues: ['queues', 'consumers', 'workers'],
  sparks: ['queues'],
  // Silent heartbeats mean a lost worker only once its broker has answered since: who looks at workers waits for that answer.
  workers: ['workers', 'queues'],
  deployments: ['deployments', 'apps'],
  attention: everything,
  acts: [],
  timeline: ['deployments'],
  sources: [],
};

function facetsOfTopic(topic: ParsedTopic): readonly Facet[] {
  if (topic.kind === 'table') return facetsOfTable[topic.name];
  switch (topic.name) {
    case 'app':
      return ['apps', 'launches', 'instances', 'deployments'];
    case 'queue':
      return ['queues', 'consumers', 'workers'];
    case 'worker':
      return ['workers', 'queues'];
    case 'cluster':
    case 'version':
    case 'tasks':
    case 'task':
      return [];
  }
}

/** Who looks at what, counted; polling follows it and never grows with the number of lookers. */
export class Interest {
  readonly #changed: () => void;
  readonly #facets = new Map<Facet, number>();
  readonly #apps = new Map<EntityKey, number>();

  /** `changed` is called when a facet begins or ceases to be looked at. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  looked(facet: Facet): boolean {
    return this.#facets.has(facet);
  }

  watches(app: EntityKey): boolean {
    return this.#apps.has(app);
  }

  /** Adds one looker; the returned function takes it back. */
  add(topic: ParsedTopic): () => void {
    this.#count(topic, 1);
    let open = true;
    return () => {
      if (open) this.#count(topic, -1);
      open = false;
    };
  }

  #count(topic: ParsedTopic, by: 1 | -1): void {
    if (topic.kind === 'doc' && topic.name === 'app') bump(this.#apps, topic.arg, by);
    let turned = false;
    for (const facet of facetsOfTopic(topic)) if (bump(this.#facets, facet, by)) turned = true;
    if (turned) this.#changed();
  }
}

/** Counts up or down; true when it began or ceased to be there. */
function bump<T>(counts: Map<T, number>, key: T, by: 1 | -1): boolean {
  const count = (counts.get(key) ?? 0) + by;
  if (count <= 0) return counts.delete(key);
  counts.set(key, count);
  return by === 1 && count === 1;
}
