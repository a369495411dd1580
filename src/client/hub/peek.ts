import type { Topic } from '../../protocol/topics.ts';

/** The addressing of a line: read from its head, so that a snapshot of a megabyte is not parsed only to be passed on. */
export interface Address {
  kind: string;
  topic: Topic | null;
  /** Set on snapshots that one tab asked for. */
  sub: string | null;
}

const head = /^\{"kind":"([\w-]+)"(?:,"topic":("(?:[^"\\]|\\.)*")(?:,"sub":(null|"(?:[^"\\]|\\.)*"))?)?/;
const known: ReadonlySet<string> = new Set(['hello', 'beat', 'table', 'same', 'delta', 'doc', 'no-topic']);
const withSub: ReadonlySet<string> = new Set(['table', 'same', 'doc', 'no-topic']);

function textOf(json: unknown): string | null {
  return typeof json === 'string' ? json : null;
}

/** Where a line goes; null for one that is not ours. Field order is the gateway's habit and not promised: any other order is parsed. */
export function peek(line: string): Address | null {
  const match = head.exec(line);
  const kind = match?.[1];
  if (match && kind !== undefined && known.has(kind)) {
    if (kind === 'hello' || kind === 'beat') return { kind, topic: null, sub: null };
    const [, , topic, sub] = match;
    if (topic !== undefined && (sub !== undefined || !withSub.has(kind)))
      return { kind, topic: textOf(JSON.parse(topic)), sub: sub === undefined ? null : textOf(JSON.parse(sub)) };
  }
  return peekWhole(line);
}

function peekWhole(line: string): Address | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
    const kind = textOf(value.kind);
    if (kind === null || !known.has(kind)) return null;
    return {
      kind,
      topic: 'topic' in value ? textOf(value.topic) : null,
      sub: 'sub' in value ? textOf(value.sub) : null,
    };
  } catch {
    return null;
  }
}
