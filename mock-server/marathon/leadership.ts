import type { Exchange } from '../http/upstream.ts';
import type { World } from '../world/world.ts';
import { sendHtmlError } from './html-error.ts';

/**
 * How a leader is missed: its port refuses; a standby in front of it answers HTML; or a standby answers, which only redirects events.
 */
type Absence = 'refused' | 'html' | 'redirect';

/** The port, to be closed and opened again. */
export type Door = { suspend(): Promise<void>; resume(): Promise<void> };

export type Leadership = {
  /** The leader goes now and a new one is there after `downMs` of simulated time. */
  change(world: World, downMs: number, absence: Absence): void;
  /** Answers in place of the leader while there is none; true if it did. */
  answer(exchange: Exchange): boolean;
};

/** Half of the time the proxy knows the old leader, then it knows none: measured on Marathon 1.11.26. */
export function createLeadership(door: Door, onLost: () => void): Leadership {
  let absence: Absence | null = null;
  let proxyStatus = 502;
  return {
    change(world, downMs, how) {
      absence = how;
      proxyStatus = 502;
      onLost();
      if (how === 'refused') void door.suspend();
      world.clock.after(downMs / 4, () => (proxyStatus = 500));
      world.clock.after(downMs, () => {
        absence = null;
        if (how === 'refused') void door.resume();
      });
    },
    answer(exchange) {
      if (absence === 'html') {
        sendHtmlError(exchange, proxyStatus, proxyStatus === 502 ? 'Connection to leader refused.' : 'Server Error');
        return true;
      }
      if (absence === 'redirect' && exchange.path.startsWith('/v2/events')) {
        const port = exchange.req.socket.localPort ?? 8080;
        exchange.res.writeHead(302, { Location: `http://127.0.0.1:${port}/v2/events`, 'Content-Length': '0' });
        exchange.res.end();
        return true;
      }
      return false;
    },
  };
}
