import type { LookMessage, Versions } from '../protocol/messages.ts';
import { lookAddress, type Look } from '../protocol/first-look.ts';
import type { Topic } from '../protocol/topics.ts';
import { openLine, type HubLine } from './hub/line.ts';
import type { Heard, TabMessage } from './hub/wire.ts';

/** A line that was opened before the code that reads it was there. */
export interface EarlyLine {
  /** What was asked for. */
  topics: readonly Topic[];
  /** Hands the line over: what came meanwhile is heard first. */
  take(hear: (message: Heard) => void): HubLine;
  /** The look has been heard, or failed. */
  looked: Promise<void>;
}

/** What an early line is made of. */
export interface EarlyLineOptions {
  /** Reads once, without a stream; its lines, or null when that failed. */
  look(look: Look): Promise<readonly string[] | null>;
  open: typeof openLine;
  /** Runs once the first picture stands and the page has nothing better to do. */
  whenIdle(run: () => void): void;
}

/** A tab that nobody sees paints nothing. */
const pictureWithinMs = 1000;
const idleWithinMs = 500;

/** The page's own ways. */
const ofThePage: EarlyLineOptions = {
  async look(look) {
    // Not from within the reading of a file: a browser that is being watched notes where each request comes from, and for that would read
    // the whole file once more.
    await Promise.resolve();
    try {
      const answer = await fetch(lookAddress(look));
      return answer.ok ? (await answer.text()).split('\n').filter((line) => line !== '') : null;
    } catch {
      return null;
    }
  },
  open: openLine,
  whenIdle(run) {
    const stop = onFirstPicture(() => {
      clearTimeout(timer);
      if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: idleWithinMs });
      else setTimeout(run, idleWithinMs / 2);
    });
    const timer = setTimeout(() => {
      stop();
      run();
    }, pictureWithinMs);
  },
};

/** Tells once when something has been painted; the returned function calls it off. */
function onFirstPicture(tell: () => void): () => void {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length === 0) return;
    observer.disconnect();
    tell();
  });
  observer.observe({ type: 'paint', buffered: true });
  return () => observer.disconnect();
}

function versionsIn(first: string | undefined): Versions {
  const look: LookMessage | undefined = first === undefined ? undefined : JSON.parse(first);
  return look?.versions ?? {};
}

/**
 * Looks at topics at once and draws from that; the stream, which costs a worker to start, follows when the first picture stands. What
 * came with the look is then not sent again, unless it changed meanwhile.
 */
export function openEarlyLine(look: Look, options = ofThePage): EarlyLine {
  const { topics } = look;
  let heard: Heard[] = [];
  let hear = (message: Heard): void => {
    heard.push(message);
  };
  let unsent: TabMessage[] = [];
  let line: HubLine | null = null;
  const join = (have: Versions): void => {
    line = options.open((message) => hear(message));
    line.send({ kind: 'topics', add: topics, drop: [], have });
    for (const message of unsent) line.send(message);
    unsent = [];
  };
  const looked = options.look(look).then((lines) => {
    if (lines === null) {
      join({});
      return;
    }
    hear({ kind: 'look', lines });
    options.whenIdle(() => join(versionsIn(lines[0])));
  });
  return {
    topics,
    looked,
    take(next) {
      hear = next;
      for (const message of heard) next(message);
      heard = [];
      return {
        send(message) {
          if (line === null) unsent.push(message);
          else line.send(message);
        },
      };
    },
  };
}
