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
  const sent: TabMessage[] = [];
  let own: HubLine | null = null;
  let lives = false;
  port.addEventListener('message', (event: MessageEvent<HubMessage>) => {
    lives = true;
    sent.length = 0;
    if (own === null) hear(event.data);
  });
  // Its file is gone (another build is served now) or did not run: it will never say a word, so this tab speaks for itself.
  worker.addEventListener('error', () => {
    if (lives || own !== null) return;
    own = direct(hear);
    for (const message of sent) own.send(message);
  });
  port.start();
  holdLock((lock) => port.postMessage({ kind: 'tab', lock } satisfies PortGreeting));
  return {
    send(message) {
      if (own !== null) own.send(message);
      else {
        if (!lives) sent.push(message);
        port.postMessage(message);
      }
    },
  };
}

/**
 * Holds a lock of our own for as long as this page lives, and names it once it is ours: named sooner, the worker could get it first and
 * take us for gone. Null where locks are missing (plain http on a network).
 */
export function holdLock(tell: (name: string | null) => void): void {
  if (!('locks' in navigator)) {
    tell(null);
    return;
  }
  const name = `signalbox-tab-${crypto.randomUUID()}`;
  void navigator.locks.request(name, () => {
    tell(name);
    return new Promise<never>(() => {});
  });
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
