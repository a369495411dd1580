import type { Intent } from '../../../domain/intent.ts';
import type { Accepted, Adapter } from '../../../domain/ports.ts';
import type { HttpRequest } from '../../../platform/http.ts';
import { fakeUpstream, type Reply } from '../../../platform/testing/fake-upstream.ts';
import { RecordingSink } from '../../../platform/testing/recording-sink.ts';
import { SteeredClock } from '../../../platform/testing/steered-clock.ts';
import { marathonAdapter } from '../index.ts';

/** A Marathon whose answers stand in a table by `METHOD /path`; anything else is 404. A function may answer differently each time. */
export function pretendMarathon(answers: Readonly<Record<string, Reply | ((request: HttpRequest) => Reply)>>) {
  const clock = new SteeredClock(Date.parse('2026-11-21T08:00:00Z'));
  const upstream = fakeUpstream((request) => {
    const answer = answers[`${request.method} ${request.path}`];
    if (answer === undefined) return { status: 404, body: { message: 'not there' } };
    return typeof answer === 'function' ? answer(request) : answer;
  });
  const adapter = marathonAdapter({ id: 'main' }, upstream, clock);
  const sink = new RecordingSink();
  const signal = new AbortController().signal;
  return {
    adapter,
    sink,
    clock,
    upstream,
    signal,
    read: (name: string) => runRead(adapter, name, sink, signal),
    enact: (intent: Intent): Promise<Accepted> => adapter.enact(intent, signal),
    /** What was written: method, path and body. */
    writes: () =>
      upstream.sent
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, body }) => [method, path, body && JSON.parse(body)]),
  };
}

async function runRead(adapter: Adapter, name: string, sink: RecordingSink, signal: AbortSignal): Promise<void> {
  const read = adapter.reads.find((read) => read.name === name);
  if (!read) throw new TypeError(`no read ${name}`);
  await read.run(sink, signal);
}

/** An app as Marathon lists it. */
export function wireAppOf(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    cmd: 'sleep 1000',
    cpus: 0.1,
    mem: 32,
    instances: 2,
    tasksStaged: 0,
    tasksRunning: 2,
    tasksHealthy: 0,
    tasksUnhealthy: 0,
    deployments: [],
    tasks: [],
    ...more,
  };
}

/** The body of a successful write. */
export const started = {
  body: { deploymentId: 'd1', version: 'v1' },
  headers: { 'marathon-deployment-id': 'd1' },
} as const;
