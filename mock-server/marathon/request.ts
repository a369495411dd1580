import type { Exchange } from '../http/upstream.ts';
import type { World } from '../world/world.ts';
import { Refusal } from './errors.ts';

/** One request to Marathon with what answering it needs. */
export type Call = {
  readonly exchange: Exchange;
  readonly world: World;
  readonly stream: EventStream;
};

/** Where API calls leave their mark in the event stream. */
export type EventStream = {
  publish(type: string, payload: Readonly<Record<string, unknown>>): void;
};

/** True for `?name=true` and for a bare `?name`. */
export function flag(call: Call, name: string, usual = false): boolean {
  const value = call.exchange.query.get(name);
  return value === null ? usual : value === '' || value.toLowerCase() === 'true';
}

/** Jackson's words for a text that stops in the middle; close enough for a reader, since clients must not parse them. */
function parserWords(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '{') {
    return 'Unexpected end-of-input: expected close marker for Object (start marker at [Source: (byte[])"{"; line: 1, column: 1])';
  }
  if (/[,:]$/.test(trimmed)) return 'Unexpected end-of-input within/between Object entries';
  return `Unrecognized token at [Source: (byte[])"${trimmed.slice(0, 40)}"; line: 1, column: 1]`;
}

/** The JSON body; refuses another content type, nothing, and what does not parse, each in its own way. */
export async function jsonBody(call: Call): Promise<unknown> {
  const { exchange } = call;
  const type = exchange.req.headers['content-type'];
  const text = await exchange.text();
  if (type !== undefined && !type.includes('json')) throw new Refusal(415, { message: 'Unsupported Media Type' });
  if (text.trim() === '') {
    throw new Refusal(400, {
      message: 'Please specify data in JSON format',
      details: 'No content to map due to end-of-input\n at [Source: (byte[])""; line: 1, column: 0]',
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, { message: 'Invalid JSON', details: parserWords(text) });
  }
}
