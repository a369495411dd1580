import type { Topic } from '../protocol/topics.ts';
import { openLine, type HubLine } from './hub/line.ts';
import type { HubMessage } from './hub/wire.ts';

/** A line that was opened before the code that reads it was there. */
export interface EarlyLine {
  /** What was asked for. */
  topics: readonly Topic[];
  /** Hands the line over: what came meanwhile is heard first. */
  take(hear: (message: HubMessage) => void): HubLine;
}

/** Opens the line and asks for topics at once: the gateway answers while the page's code is still being run. */
export function openEarlyLine(topics: readonly Topic[], open = openLine): EarlyLine {
  let waiting: HubMessage[] = [];
  let hear = (message: HubMessage): void => {
    waiting.push(message);
  };
  const line = open((message) => hear(message));
  line.send({ kind: 'topics', add: topics, drop: [] });
  return {
    topics,
    take(next) {
      hear = next;
      for (const message of waiting) next(message);
      waiting = [];
      return line;
    },
  };
}
