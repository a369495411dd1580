import { systemClock } from '../../platform/clock.ts';
import { systemRandom } from '../../platform/random.ts';
import { fetchTransport } from './fetch-transport.ts';
import { Hub } from './hub.ts';
import type { HubMessage, PortGreeting, TabMessage } from './wire.ts';

/** A tab's line to the hub, wherever that runs. */
export interface HubLine {
  send(message: TabMessage): void;
}

function direct(hear: (message: HubMessage) => void): HubLine {
  const hub = new Hub({ transport: fetchTransport, clock: systemClock, random: systemRandom });
  // Never within the call that sends: a tab hears as it would from a worker.
  const door = hub.join((message) => queueMicrotask(() => hear(message)));
  return { send: (message) => door.hear(message) };
}

function shared(hear: (message: HubMessage) => void): HubLine {
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'signalbox' });
  const { port } = worker;
  port.addEventListener('message', (event: MessageEvent<HubMessage>) => hear(event.data));
  port.start();
  const greeting: PortGreeting = { kind: 'tab', lock: holdLock() };
  port.postMessage(greeting);
  return { send: (message) => port.postMessage(message) };
}

/** Holds a lock of our own for as long as this page lives; null where locks are missing (plain http on a network). */
function holdLock(): string | null {
  if (!('locks' in navigator)) return null;
  const name = `signalbox-tab-${crypto.randomUUID()}`;
  void navigator.locks.request(name, () => new Promise<never>(() => {}));
  return name;
}

/** Opens this tab's line: through the worker that all tabs share, or a hub in the page where there is no such worker. */
export function openLine(hear: (message: HubMessage) => void): HubLine {
  if (typeof SharedWorker === 'undefined') return direct(hear);
  try {
    return shared(hear);
  } catch {
    return direct(hear);
  }
}
