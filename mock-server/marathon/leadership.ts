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
  /** The leader is there, whatever was before: the world that was to bring it back is gone. */
  restore(): void;
  /** Answers in place of the leader while there is none; true if it did. */
  answer(exchange: Exchange): boolean;
};

/** Half of the time the proxy knows the old leader, then it knows none: measured on Marathon 1.11.26. */
export function createLeadership(door: Door, onLost: () => void): Leadership {
  let absence: Absence | null = null;
  let proxyStatus = 502;
  let change = 0;
  const restore = (): void => {
    const refused = absence === 'refused';
    absence = null;
    if (refused) void door.resume();
  };
  return {
    restore,
    change(world, downMs, how) {
      restore();
      absence = how;
      proxyStatus = 502;
      onLost();
      if (how === 'refused') void door.suspend();
      world.clock.after(downMs / 4, () => (proxyStatus = 500));
      const end = (change += 1);
      world.clock.after(downMs, () => {
        if (end === change) restore();
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
