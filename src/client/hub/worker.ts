import { systemClock } from '../../platform/clock.ts';
import { systemRandom } from '../../platform/random.ts';
import { fetchTransport } from './fetch-transport.ts';
import { Hub } from './hub.ts';
import type { PortGreeting, TabMessage } from './wire.ts';

// The body of the shared worker: ports in, ports out.

const hub = new Hub({ transport: fetchTransport, clock: systemClock, random: systemRandom });

function serve(port: MessagePort): void {
  const door = hub.join((message) => port.postMessage(message));
  port.addEventListener('message', (event: MessageEvent<TabMessage | PortGreeting>) => {
    const { data } = event;
    if (data.kind !== 'tab') door.hear(data);
    // A tab that dies without a word (crash, killed process) lets go of its lock; only then do we get it.
    else if (data.lock !== null) void navigator.locks.request(data.lock, () => door.hear({ kind: 'leave' }));
  });
  port.start();
}

addEventListener('connect', (event) => {
  if (event instanceof MessageEvent) for (const port of event.ports) serve(port);
});
