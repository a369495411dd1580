import type { EpochMs } from '../../domain/units.ts';
import type { Versions } from '../../protocol/messages.ts';
import type { Topic } from '../../protocol/topics.ts';

/** What a tab tells the hub. */
export type TabMessage =
  /** `have`: versions of lists among `add` that the tab holds already. */
  | { kind: 'topics'; add: readonly Topic[]; drop: readonly Topic[]; have: Versions }
  /** The tab lost a delta and wants a new snapshot. */
  | { kind: 'again'; topic: Topic }
  | { kind: 'wall' }
  | { kind: 'leave' };

/** How the hub's stream stands; `waiting` is the pause before the next try. */
export type StreamPhase =
  | { phase: 'opening' }
  | { phase: 'open' }
  | { phase: 'waiting'; untilMs: EpochMs; failures: number };

/** What the hub tells a tab. A stream's lines go on as the text they came as: tabs parse, so that no clone of thousands of rows is made. */
export type HubMessage = { kind: 'line'; text: string } | ({ kind: 'stream' } & StreamPhase);

/** What a page hears: the hub, and before it the lines of a look at how things stand. */
export type Heard = HubMessage | { kind: 'look'; lines: readonly string[] };

/** First over a port: the name of a lock the tab holds while it lives, where the browser has locks. */
export interface PortGreeting {
  kind: 'tab';
  lock: string | null;
}
