import { createClock } from './clock.ts';
import type { SimClock } from './clock.ts';
import { createCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { createMessaging } from './messaging.ts';
import type { Messaging } from './messaging.ts';
import { createRandom } from './random.ts';
import type { SimRandom } from './random.ts';

/** One simulated company: apps, queues, and the clock that moves both. */
export type World = {
  readonly clock: SimClock;
  readonly random: SimRandom;
  readonly cluster: Cluster;
  readonly messaging: Messaging;
  readonly seed: number;
};

export type WorldOptions = {
  readonly seed: number;
  /** Simulated ms since the epoch at which the world begins. */
  readonly startMs: number;
};

/** A world with nothing in it; a scenario fills it. */
export function createWorld(options: WorldOptions): World {
  const clock = createClock(options.startMs);
  const random = createRandom(options.seed);
  const cluster = createCluster({ clock, random: random.stream('cluster') });
  const messaging = createMessaging({ clock, random: random.stream('messaging'), cluster });
  return { clock, random, cluster, messaging, seed: options.seed };
}
