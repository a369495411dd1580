import type { Adapter, Hello } from '../../domain/ports.ts';
import type { Facet } from '../../domain/source.ts';
import { unreadable } from '../../platform/answer.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Upstream } from '../../platform/http.ts';
import { FlowerClient } from './client.ts';
import { enactOn } from './enact.ts';
import { FlowerMemory } from './memory.ts';
import { readTask, readTasks } from './read-tasks.ts';
import { inspectWorker, readWorkers, type Reading } from './read-workers.ts';

const facets = ['workers', 'tasks'] as const satisfies readonly Facet[];

/** Celery's workers and tasks behind Flower 2.x. */
export function flowerAdapter(source: { id: string }, upstream: Upstream, clock: Clock): Adapter {
  const client = new FlowerClient(upstream);
  const reading: Reading = { source: source.id, client, memory: new FlowerMemory(), clock };
  return {
    kind: 'flower',
    hello: (signal) => hello(client, signal),
    reads: [
      {
        name: 'workers',
        facet: 'workers',
        // Workers beat every 2 s by default and are given up after two missed beats: this is how fast a death can be told.
        pace: { floorMs: 1_000, fastMs: 1_000, steadyMs: 2_000, idleMs: 5_000 },
        run: (sink, signal) => readWorkers(reading, sink, signal),
      },
    ],
    inspectWorker: (worker, sink, signal) => inspectWorker(reading, worker, sink, signal),
    readTasks: (query, signal) => readTasks(client, source.id, query, signal),
    readTask: (task, signal) => readTask(client, source.id, task, signal),
    enact: async (intent, signal) => ({ deployment: null, text: await enactOn(reading, intent, signal) }),
  };
}

/** Flower's API does not tell its version (measured on Flower 2.2.0); a list of task types is the cheapest proof that it is one. */
async function hello(client: FlowerClient, signal: AbortSignal): Promise<Hello> {
  const body = await client.get('/api/task/types', 'task-types', signal);
  if (typeof body !== 'object' || body === null || !('task-types' in body)) {
    throw unreadable('task-types', 'not the answer of a Flower');
  }
  return { version: '', facets };
}
