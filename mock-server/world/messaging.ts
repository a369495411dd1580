import type { SimClock } from './clock.ts';
import type { Cluster } from './cluster.ts';
import type { SimRandom } from './random.ts';

/** The half of the world that moves messages: brokers, queues, workers, tasks. */
export type Messaging = {
  /** A line or two for the control API's summary. */
  summary(): Readonly<Record<string, number>>;
};

export type MessagingParts = { readonly clock: SimClock; readonly random: SimRandom; readonly cluster: Cluster };

/** A world without messages. */
export function createMessaging(_parts: MessagingParts): Messaging {
  return { summary: () => ({}) };
}
