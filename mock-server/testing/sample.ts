import { readFileSync } from 'node:fs';

/** A recorded exchange with a real upstream. */
export type Sample = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
};

type Loose = Readonly<Record<string, unknown>>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown): Record<string, string> {
  return isLoose(value) ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)])) : {};
}

function folder(upstream: 'flower' | 'rabbitmq'): URL {
  return new URL(`../samples/${upstream}/`, import.meta.url);
}

function readJson(upstream: 'flower' | 'rabbitmq', name: string): Loose {
  const value: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder(upstream)), 'utf8'));
  if (!isLoose(value)) throw new Error(`The sample ${name} is not an object.`);
  return value;
}

/** The values a probe took one after the other in a recorded timeline (`exp-*`). */
export function recordedOrder(name: string, probe: string): unknown[] {
  const { timeline } = readJson('flower', name);
  const entries = (Array.isArray(timeline) ? timeline : []).filter(isLoose);
  return entries.flatMap((entry) => (entry['probe'] === probe ? [entry['value']] : []));
}

/** One recorded exchange. */
export function readSample(upstream: 'flower' | 'rabbitmq', name: string): Sample {
  const { request, response } = readJson(upstream, name);
  if (!isLoose(request) || !isLoose(response)) throw new Error(`The sample ${name} is no exchange.`);
  const headers = Object.entries(texts(response['headers'])).map(([key, text]) => [key.toLowerCase(), text] as const);
  return {
    name,
    method: String(request['method']),
    path: String(request['path']),
    headers: texts(request['headers']),
    requestBody: request['body'],
    status: Number(response['status']),
    contentType: new Map(headers).get('content-type') ?? null,
    body: response['body'],
  };
}
