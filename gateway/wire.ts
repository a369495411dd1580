import type { HeadMessage, LookMessage, StreamMessage } from '../src/protocol/messages.ts';

const texts = new WeakMap<object, string>();

/** JSON of something that many streams send; made once as long as the object lives. */
function once(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

/**
 * A message as one SSE event. The rows of a snapshot and a document's body are shared by everyone who asks at the same version, so
 * they are serialised once and only the envelope is made for each.
 */
export function encodeMessage(message: StreamMessage): string {
  return `data: ${jsonOf(message)}\n\n`;
}

/** A message as one line of JSON; {@link encodeMessage} shares its rows. */
export function jsonOf(message: StreamMessage | LookMessage | HeadMessage): string {
  switch (message.kind) {
    case 'table': {
      const { rows, ...envelope } = message;
      return `${JSON.stringify(envelope).slice(0, -1)},"rows":${once(rows)}}`;
    }
    case 'doc': {
      const { doc, ...envelope } = message;
      return `${JSON.stringify(envelope).slice(0, -1)},"doc":${doc === null ? 'null' : once(doc)}}`;
    }
    case 'delta':
    case 'head':
      return once(message);
    case 'hello':
    case 'look':
    case 'same':
    case 'beat':
    case 'no-topic':
      return JSON.stringify(message);
  }
}
