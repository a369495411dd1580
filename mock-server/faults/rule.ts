import type { FaultAction, FaultRule, UpstreamName } from './plan.ts';

type Loose = Readonly<Record<string, unknown>>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function count(source: Loose, key: string, least: number): number {
  const value = source[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw new Error(`${key}: expected a whole number of at least ${least}`);
  }
  return value;
}

function textMap(value: unknown): Record<string, string> {
  if (!isLoose(value)) throw new Error('headers: expected an object of strings');
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

function parseAction(value: unknown): FaultAction {
  if (!isLoose(value)) throw new Error('do: expected an object with a kind');
  switch (value['kind']) {
    case 'latency':
      return { kind: 'latency', ms: count(value, 'ms', 0) };
    case 'status': {
      const body = value['body'];
      const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
      const headers = value['headers'] === undefined ? {} : { headers: textMap(value['headers']) };
      return { kind: 'status', status: count(value, 'status', 100), ...text, ...headers };
    }
    case 'truncate':
      return { kind: 'truncate', afterBytes: count(value, 'afterBytes', 0) };
    case 'html':
      return { kind: 'html', status: count(value, 'status', 100) };
    case 'stall-stream':
      return { kind: 'stall-stream', afterEvents: count(value, 'afterEvents', 0) };
    case 'reset':
    case 'garbage':
    case 'silent-stream':
    case 'hang':
      return { kind: value['kind'] };
    default:
      throw new Error(
        'do.kind: expected latency, status, reset, truncate, garbage, html, stall-stream, silent-stream or hang',
      );
  }
}

function parseUpstream(value: unknown): UpstreamName {
  if (value === 'marathon' || value === 'flower' || value === 'rabbitmq') return value;
  throw new Error('upstream: expected marathon, flower or rabbitmq');
}

/** A rule out of JSON that came over the control API; throws an Error that names the field and what was expected. */
export function parseFaultRule(value: unknown): FaultRule {
  if (!isLoose(value)) throw new Error('rule: expected an object');
  const on = value['on'];
  if (typeof on !== 'string' || on.trim() === '') throw new Error('on: expected a route such as "PUT /v2/apps/*"');
  return {
    on,
    do: parseAction(value['do']),
    ...(value['upstream'] === undefined ? {} : { upstream: parseUpstream(value['upstream']) }),
    ...(value['nth'] === undefined ? {} : { nth: count(value, 'nth', 1) }),
    ...(value['times'] === undefined ? {} : { times: count(value, 'times', 1) }),
    ...(value['always'] === undefined ? {} : { always: value['always'] === true }),
  };
}
