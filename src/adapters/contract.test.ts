import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FaultError, type Fault } from '../domain/fault.ts';
import type { Intent } from '../domain/intent.ts';
import type { Adapter } from '../domain/ports.ts';
import type { HttpRequest } from '../platform/http.ts';
import { fakeUpstream, type Reply } from '../platform/testing/fake-upstream.ts';
import { RecordingSink } from '../platform/testing/recording-sink.ts';
import { SteeredClock } from '../platform/testing/steered-clock.ts';
import { flowerAdapter } from './flower/index.ts';
import { marathonAdapter } from './marathon/index.ts';
import { rabbitmqAdapter } from './rabbitmq/index.ts';

// Every recorded body that a screen uses goes through its adapter and either parses or ends in a named fault; so does garbage in its
// place. One table at the end says how many.

const recordings = z.array(
  z.object({
    name: z.string(),
    method: z.string(),
    path: z.string(),
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
);
type Recording = z.infer<typeof recordings>[number];

const now = Date.parse('2026-11-21T07:20:00Z');
const forever = new AbortController().signal;

const makers = { marathon: marathonAdapter, flower: flowerAdapter, rabbitmq: rabbitmqAdapter };

/** What came of one answer. */
interface Outcome {
  parsed: boolean;
  /** What was thrown, or the records that could not be read. */
  faults: readonly Fault[];
  sink: RecordingSink;
}

/** One kind of answer: which request gets it, what others get meanwhile, and how the adapter is made to ask. */
interface Group {
  adapter: keyof typeof makers;
  name: string;
  file: string;
  /** The request that is given the recorded answer. */
  gets: (request: HttpRequest) => boolean;
  others?: (request: HttpRequest) => Reply;
  run: (adapter: Adapter, sink: RecordingSink, recording: Recording) => Promise<unknown>;
  /** What a recorded answer comes to where its status does not say it. */
  expects?: (recording: Recording) => Fault['kind'] | 'parsed' | undefined;
  /** Garbage that is a sound answer in this place. */
  sound?: readonly string[];
  /** A fault here is swallowed on purpose: the answer only adds to another. */
  optional?: boolean;
}

const marathonTask = 'x.instance-1._app.1';
const app = JSON.stringify({
  app: { id: '/x', tasksStaged: 0, tasksRunning: 0, tasks: [], deployments: [], version: 'v' },
});
const workerApps = (id: string) => ({
  apps: [{ id, tasksStaged: 0, tasksRunning: 0, labels: { 'signalbox.queues': 'q' } }],
});

function readNamed(adapter: Adapter, name: string, sink: RecordingSink): Promise<void> {
  const read = adapter.reads.find((read) => read.name === name);
  return read ? read.run(sink, forever) : Promise.reject(new TypeError(`no read ${name}`));
}

/** The app a recorded path is about, `/v2/apps//shop/worker/tasks` → `/shop/worker`. */
function appIn(path: string): string {
  const id = path.replace(/\?.*$/, '').replace(/^\/v2\/apps\/+/, '');
  return `/${id.replace(/\/(?:tasks|versions|restart)(?:\/.*)?$/, '').replace('*', 'x')}`;
}

function marathonIntent({ method, path }: Recording): Intent {
  const app = 'main/x';
  if (path.includes('/deployments/')) return { kind: 'stop-deployment', deployment: 'main/d', mode: 'roll-back' };
  if (path.includes('/queue/')) return { kind: 'reset-delay', app };
  if (path.includes('/tasks/')) return { kind: 'kill-instance', app, instance: marathonTask, scale: false };
  return method === 'POST' ? { kind: 'restart-app', app } : { kind: 'scale-app', app, to: 2 };
}

function flowerIntent({ path }: Recording): Intent {
  const worker = 'main/w@h';
  if (path.includes('/revoke/')) return { kind: 'revoke-task', task: 'main/t', terminate: true };
  if (path.includes('grow')) return { kind: 'grow-pool', worker, by: 1 };
  if (path.includes('shrink')) return { kind: 'shrink-pool', worker, by: 1 };
  if (path.includes('add-consumer')) return { kind: 'add-consumer', worker, queue: 'q' };
  if (path.includes('cancel-consumer')) return { kind: 'cancel-consumer', worker, queue: 'q' };
  return { kind: 'shut-down-worker', worker };
}

const marks = () => undefined;
const isGet = ({ method }: HttpRequest) => method === 'GET';

const groups: readonly Group[] = [
  {
    adapter: 'marathon',
    name: 'info',
    file: 'info',
    gets: () => true,
    run: (adapter) => adapter.hello(forever),
  },
  {
    adapter: 'marathon',
    name: 'apps',
    file: 'apps',
    gets: () => true,
    run: (adapter, sink) => readNamed(adapter, 'apps', sink),
  },
  {
    adapter: 'marathon',
    name: 'one app',
    file: 'app',
    gets: ({ path }) => !path.endsWith('/versions'),
    others: () => ({ body: { versions: [] } }),
    run: (adapter, sink, { path }) =>
      adapter.readApp?.(`main${appIn(path)}`, 'versions', sink, forever) ?? Promise.reject(),
    // An app that is gone is an answer.
    expects: ({ status }) => (status === 404 ? 'parsed' : undefined),
  },
  {
    adapter: 'marathon',
    name: 'instances',
    file: 'tasks',
    gets: ({ path }) => path.endsWith('/tasks'),
    others: () => ({ body: workerApps('/w') }),
    run: async (adapter, sink) => {
      await readNamed(adapter, 'apps', new RecordingSink());
      await readNamed(adapter, 'instances', sink);
    },
    expects: ({ status }) => (status === 404 ? 'parsed' : undefined),
  },
  {
    adapter: 'marathon',
    name: 'versions',
    file: 'versions',
    gets: ({ path }) => path.endsWith('/versions'),
    others: () => ({ body: app }),
    run: (adapter) => adapter.readApp?.('main/x', 'versions', new RecordingSink(), forever) ?? Promise.reject(),
    expects: ({ status }) => (status === 404 ? 'parsed' : undefined),
  },
  {
    adapter: 'marathon',
    name: 'one version',
    file: 'version',
    gets: () => true,
    run: (adapter) => adapter.readVersion?.('main/x', '2026-01-01T00:00:00.000Z', forever) ?? Promise.reject(),
    // A phantom is listed and not there.
    expects: ({ status }) => (status === 404 ? 'parsed' : undefined),
    sound: ['{}', 'deep'],
  },
  {
    adapter: 'marathon',
    name: 'deployments',
    file: 'deployments',
    gets: () => true,
    run: (adapter, sink) => readNamed(adapter, 'deployments', sink),
    sound: ['[]'],
  },
  {
    adapter: 'marathon',
    name: 'launch queue',
    file: 'queue',
    gets: () => true,
    run: (adapter, sink) => readNamed(adapter, 'launches', sink),
  },
  {
    adapter: 'marathon',
    name: 'acts',
    file: 'writes',
    gets: () => true,
    run: (adapter, _, recording) => adapter.enact(marathonIntent(recording), forever),
    expects: ({ status, body }) =>
      status === 409 ? (body.includes('deployments":[') ? 'conflict' : 'refused') : undefined,
    // What was accepted stays accepted, whatever the body; only a page was no Marathon at all.
    sound: ['truncated', 'empty', 'null', '[]', '{}', '42', 'word', 'deep', 'other types', 'bad record'],
  },
  {
    adapter: 'marathon',
    name: 'stream refused',
    file: 'events',
    gets: ({ path }) => path === '/v2/events',
    others: () => ({ body: { leader: 'elsewhere:8080' } }),
    run: (adapter, sink) => adapter.listen?.(marks, sink, () => undefined, forever) ?? Promise.reject(),
    expects: ({ status, body }) =>
      status === 302 || (body.startsWith('<html') && status !== 401) ? 'failing' : undefined,
  },
  {
    adapter: 'marathon',
    name: 'errors',
    file: 'errors',
    gets: () => true,
    run: (adapter, sink) => readNamed(adapter, 'apps', sink),
  },
  {
    adapter: 'flower',
    name: 'workers (events)',
    file: 'worker-events',
    gets: ({ path }) => path.startsWith('/workers'),
    others: ({ path }) => ({
      status: path.includes('status=1') ? 503 : 200,
      body: path.includes('status=1') ? '' : {},
    }),
    run: (adapter, sink) => readNamed(adapter, 'workers', sink),
  },
  {
    adapter: 'flower',
    name: 'workers (inspections)',
    file: 'workers',
    gets: ({ path }) => path === '/api/workers',
    others: () => ({ body: { data: [] } }),
    run: (adapter, sink) => readNamed(adapter, 'workers', sink),
    sound: ['{}'],
  },
  {
    adapter: 'flower',
    name: 'one worker',
    file: 'workers',
    gets: ({ path }) => path.includes('refresh=1'),
    run: (adapter, sink) => adapter.inspectWorker?.('main/worker1@host-a', sink, forever) ?? Promise.reject(),
    sound: ['{}'],
  },
  {
    adapter: 'flower',
    name: 'workers (status)',
    file: 'worker-status',
    gets: ({ path }) => path.includes('status=1'),
    others: ({ path }) =>
      path.startsWith('/workers') ? { status: 404, body: '<html><title>Flower</title>' } : { body: {} },
    run: (adapter, sink) => readNamed(adapter, 'workers', sink),
    sound: ['{}'],
  },
  {
    adapter: 'flower',
    name: 'tasks',
    file: 'tasks',
    gets: () => true,
    run: async (adapter, sink) => {
      const { tasks, faults } = (await adapter.readTasks?.({ limit: 10, offset: 0 }, forever)) ?? {
        tasks: [],
        faults: [],
      };
      for (const fault of faults) sink.unreadable(fault);
      return tasks;
    },
    sound: ['{}'],
  },
  {
    adapter: 'flower',
    name: 'one task',
    file: 'task',
    gets: ({ path }) => path.includes('/info/'),
    others: () => ({ status: 500 }),
    run: (adapter) => adapter.readTask?.('main/t', forever) ?? Promise.reject(),
  },
  {
    adapter: 'flower',
    name: 'results',
    file: 'result',
    gets: ({ path }) => path.includes('/result/'),
    others: () => ({ body: { uuid: 't', state: 'SUCCESS' } }),
    run: (adapter) => adapter.readTask?.('main/t', forever) ?? Promise.reject(),
    optional: true,
  },
  {
    adapter: 'flower',
    name: 'task types',
    file: 'types',
    gets: () => true,
    run: (adapter) => adapter.hello(forever),
    sound: ['other types', 'bad record'],
  },
  {
    adapter: 'flower',
    name: 'acts',
    file: 'commands',
    gets: ({ method }) => method === 'POST',
    others: () => ({ status: 404, body: "Unknown worker 'w@h'" }),
    run: (adapter, _, recording) => adapter.enact(flowerIntent(recording), forever),
    expects: ({ status, body }) => (status === 403 && body.includes('Unknown reason') ? 'unreachable' : undefined),
    sound: ['truncated', 'empty', 'null', '[]', '{}', '42', 'word', 'deep', 'other types', 'bad record'],
  },
  {
    adapter: 'flower',
    name: 'errors',
    file: 'errors',
    gets: () => true,
    run: (adapter) => adapter.hello(forever),
    expects: ({ body }) => (body.includes('<html') ? 'failing' : undefined),
  },
  {
    adapter: 'rabbitmq',
    name: 'overview',
    file: 'overview',
    gets: () => true,
    run: (adapter) => adapter.hello(forever),
    // Asked for two columns only, it does not say what it is.
    expects: ({ path, status }) => (path.includes('columns=') && status === 200 ? 'unreadable' : undefined),
  },
  {
    adapter: 'rabbitmq',
    name: 'queues',
    file: 'queues',
    gets: () => true,
    run: (adapter, sink) => readNamed(adapter, 'queues', sink),
    // Asked for without its vhost a queue has no address.
    expects: ({ name }) => (name === 'queues-sort-only' ? 'unreadable' : undefined),
    sound: ['[]'],
  },
  {
    adapter: 'rabbitmq',
    name: 'consumers',
    file: 'consumers',
    gets: () => true,
    run: (adapter, sink) => readNamed(adapter, 'consumers', sink),
    sound: ['[]'],
  },
  {
    adapter: 'rabbitmq',
    name: 'queue history',
    file: 'queue',
    gets: () => true,
    run: (adapter) => adapter.readQueueHistory?.('main/%2F/q', forever) ?? Promise.reject(),
    // Every figure may be absent for a new queue.
    sound: ['{}', 'other types', 'bad record'],
  },
  {
    adapter: 'rabbitmq',
    name: 'queue histories',
    file: 'queues',
    gets: () => true,
    run: (adapter) => adapter.readQueueHistories?.(forever) ?? Promise.reject(),
    // Asked for without its vhost a queue has no address.
    expects: ({ name }) => (/queues-(sort-only|rates)/.test(name) ? 'unreadable' : undefined),
    sound: ['[]'],
  },
  {
    adapter: 'rabbitmq',
    name: 'purge',
    file: 'purge',
    gets: ({ method }) => method === 'DELETE',
    run: (adapter) => adapter.enact({ kind: 'purge-queue', queue: 'main/%2F/q' }, forever),
    sound: ['truncated', 'empty', 'null', '[]', '{}', '42', 'word', 'deep'],
  },
  {
    adapter: 'rabbitmq',
    name: 'errors',
    file: 'errors',
    gets: isGet,
    run: (adapter, sink) => readNamed(adapter, 'queues', sink),
  },
];

function load({ adapter, file }: Group): Recording[] {
  const url = new URL(`./${adapter}/fixtures/${file}.json`, import.meta.url);
  return recordings.parse(JSON.parse(readFileSync(url, 'utf8')));
}

/** Runs the adapter with this answer in its place; anything thrown that is no FaultError fails the test. */
async function feed(group: Group, recording: Recording): Promise<Outcome> {
  const { status, headers, body } = recording;
  const upstream = fakeUpstream((request) =>
    group.gets(request) ? { status, headers, body } : (group.others?.(request) ?? {}),
  );
  const sink = new RecordingSink();
  try {
    await group.run(makers[group.adapter]({ id: 'main' }, upstream, new SteeredClock(now)), sink, recording);
    return { parsed: sink.faults.length === 0, faults: sink.faults, sink };
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { parsed: false, faults: [error.fault], sink };
  }
}

function expectedOf(group: Group, recording: Recording): Fault['kind'] | 'parsed' {
  const named = group.expects?.(recording);
  if (named !== undefined) return named;
  const { status } = recording;
  if (group.optional) return 'parsed';
  if (status < 300) return 'parsed';
  if (status === 401) return 'unauthorised';
  if (status === 404) return 'missing';
  return status >= 500 || status < 400 ? 'failing' : 'refused';
}

const page =
  '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><script>alert(1)</script></body></html>';

/** Garbage in place of a sound body. */
function garbageOf(body: string): { kind: string; body: string }[] {
  const cuts = [0.02, 0.25, 0.5, 0.75, 1].map((share) => Math.min(body.length - 1, Math.floor(body.length * share)));
  const json: unknown = body.trim() === '' ? null : JSON.parse(body);
  return [
    ...cuts.filter((length) => length > 0).map((length) => ({ kind: 'truncated', body: body.slice(0, length) })),
    { kind: 'page', body: page },
    { kind: 'empty', body: '' },
    { kind: 'null', body: 'null' },
    { kind: '[]', body: '[]' },
    { kind: '{}', body: '{}' },
    { kind: '42', body: '42' },
    { kind: 'word', body: 'pong' },
    { kind: 'deep', body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` },
    { kind: 'deep', body: `{"app":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}` },
    { kind: 'other types', body: JSON.stringify(mapLeaves(json, otherType)) },
    { kind: 'long texts', body: JSON.stringify(mapLeaves(json, longText)) },
    { kind: 'bad record', body: JSON.stringify(withBadRecord(json)) },
  ];
}

type Leaf = string | number | boolean | null;

function mapLeaves(value: unknown, change: (leaf: Leaf) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapLeaves(item, change)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? change(value) : value;
}

function otherType(leaf: Leaf): unknown {
  if (typeof leaf === 'string') return 7;
  return typeof leaf === 'number' ? 'seven' : ['true'];
}

/** Hostile as a name can be: markup, controls, directions, and 10,000 characters of it. Times stay, so that records keep their sense. */
function longText(leaf: Leaf): unknown {
  if (typeof leaf !== 'string' || /^\d{4}-/.test(leaf)) return leaf;
  return `${leaf}${'<img src=x onerror=alert(1)>\u202e\u0000\ud83d\udc07'.repeat(300)}`;
}

/** The same list with one record among the others that is none. */
function withBadRecord(json: unknown): unknown {
  if (Array.isArray(json)) return [...json.slice(0, 1), 42, ...json.slice(1)];
  if (typeof json !== 'object' || json === null) return 42;
  const list = Object.entries(json).find(([, value]) => Array.isArray(value));
  if (list) return { ...json, [list[0]]: withBadRecord(list[1]) };
  return { ...json, bad: 42 };
}

interface Row {
  adapter: string;
  bodies: string;
  recorded: number;
  parsed: number;
  'named faults': string;
  garbage: number;
  'garbage → fault': number;
  'garbage → sound': number;
}

const rows: Row[] = [];

function saysWhat(fault: Fault): void {
  if ('text' in fault) expect(fault.text.length).toBeLessThanOrEqual(2200);
  if (fault.kind === 'unreadable') {
    expect(fault.path.length).toBeLessThanOrEqual(300);
    expect(fault.text).not.toBe('');
  }
}

function tally(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { faults } of outcomes) {
    const kind = faults[0]?.kind;
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

describe.each(groups)('$adapter: $name', (group) => {
  const all = load(group);

  it('parses every recorded body, or names what is wrong with it', async () => {
    const outcomes: Outcome[] = [];
    for (const recording of all) {
      const outcome = await feed(group, recording);
      outcomes.push(outcome);
      const kinds = new Set(outcome.faults.map(({ kind }) => kind));
      const got = outcome.parsed ? 'parsed' : [...kinds].join(' ');
      expect.soft(`${recording.name}: ${got}`).toBe(`${recording.name}: ${expectedOf(group, recording)}`);
      for (const fault of outcome.faults) saysWhat(fault);
    }
    rows.push({
      adapter: group.adapter,
      bodies: group.name,
      recorded: all.length,
      parsed: outcomes.filter(({ parsed }) => parsed).length,
      'named faults': tally(outcomes),
      garbage: 0,
      'garbage → fault': 0,
      'garbage → sound': 0,
    });
  });

  it('turns garbage in its place into a fault, and never takes it for an empty cluster', async () => {
    const row = rows.find(({ adapter, bodies }) => adapter === group.adapter && bodies === group.name);
    for (const recording of all) {
      const sound = recording.status < 300;
      const variants = sound
        ? garbageOf(recording.body)
        : [page, '', 'null', '{"message":', '[[[', 'x'.repeat(10_000)].map((body) => ({ kind: 'error', body }));
      for (const { kind, body } of variants) {
        const outcome = await feed(group, { ...recording, body });
        const label = `${recording.name}, ${kind}`;
        for (const fault of outcome.faults) saysWhat(fault);
        const mayPass =
          !sound || group.optional || group.sound?.includes(kind) || kind === 'long texts' || kind === 'bad record';
        if (!mayPass && isWhole(kind, recording)) expect.soft(outcome.faults.length, label).toBeGreaterThan(0);
        if (!mayPass && kind !== 'other types') expect.soft(outcome.sink.completed, label).toEqual([]);
        if (row) row.garbage += 1;
        if (row && outcome.faults.length > 0) row['garbage → fault'] += 1;
        else if (row) row['garbage → sound'] += 1;
      }
    }
  });
});

/** Whether garbage of this kind changes the body at all: other types in an empty list are none. */
function isWhole(kind: string, { body }: Recording): boolean {
  return kind !== 'other types' || /:\s*["\d]/.test(body);
}

describe('a bad record among good ones', () => {
  it.each(
    groups.filter(({ name }) =>
      ['apps', 'deployments', 'launch queue', 'queues', 'consumers', 'instances'].includes(name),
    ),
  )('loses itself only: $adapter, $name', async (group) => {
    let seen = 0;
    for (const recording of load(group).filter(({ status, name }) => status < 300 && name !== 'queues-sort-only')) {
      const before = await feed(group, recording);
      // Where the list is empty the bad record stands alone, and then it is not our list at all.
      if (before.sink.size === 0) continue;
      const after = await feed(group, {
        ...recording,
        body: JSON.stringify(withBadRecord(JSON.parse(recording.body))),
      });
      expect.soft(after.sink.size, recording.name).toBe(before.sink.size);
      expect.soft(after.sink.faults, recording.name).toHaveLength(1);
      // It does not say which of those that are missing it is: nobody is taken for gone.
      expect.soft(after.sink.completed, recording.name).toEqual([]);
      seen += before.sink.size;
    }
    expect(seen).toBeGreaterThan(0);
  });
});

describe('marathon: events', () => {
  const recorded = readFileSync(new URL('./marathon/fixtures/events.sse', import.meta.url), 'utf8');
  // The recording begins with its own request's headers.
  const frames = recorded
    .slice(recorded.indexOf('event:'))
    .split('\r\n\r\n')
    .filter((frame) => frame.includes('data:'));

  async function hear(body: string): Promise<RecordingSink> {
    const sink = new RecordingSink();
    const upstream = fakeUpstream(() => ({ body, headers: { 'content-type': 'text/event-stream' } }));
    await makers
      .marathon({ id: 'main' }, upstream, new SteeredClock(now))
      .listen?.(marks, sink, () => undefined, forever);
    return sink;
  }

  it('are all heard, and garbage in the place of one is told of without ending the stream', async () => {
    const whole = await hear(`${frames.join('\r\n\r\n')}\r\n\r\n`);
    expect(whole.faults).toEqual([]);
    const names = new Set(frames.map((frame) => /event: (\S+)/.exec(frame)?.[1] ?? ''));
    let faults = 0;
    let sent = 0;
    for (const name of names) {
      for (const data of [
        '',
        '{"appId"',
        page.replaceAll('\n', ' '),
        '[]',
        'null',
        '{"appId":7,"runSpecId":7,"plan":[]}',
        '['.repeat(50_000),
      ]) {
        const after = await hear(`event: ${name}\r\ndata: ${data}\r\n\r\n${frames[0] ?? ''}\r\n\r\n`);
        for (const fault of after.faults) saysWhat(fault);
        faults += after.faults.length;
        sent += 1;
      }
    }
    expect(faults).toBeGreaterThanOrEqual(sent * 0.8);
    rows.push({
      adapter: 'marathon',
      bodies: 'events',
      recorded: frames.length,
      parsed: frames.length - whole.faults.length,
      'named faults': '',
      garbage: sent,
      'garbage → fault': faults,
      'garbage → sound': sent - faults,
    });
  });
});

afterAll(() => {
  const total: Row = {
    adapter: 'all',
    bodies: '',
    recorded: 0,
    parsed: 0,
    'named faults': '',
    garbage: 0,
    'garbage → fault': 0,
    'garbage → sound': 0,
  };
  for (const row of rows) {
    total.recorded += row.recorded;
    total.parsed += row.parsed;
    total.garbage += row.garbage;
    total['garbage → fault'] += row['garbage → fault'];
    total['garbage → sound'] += row['garbage → sound'];
  }
  console.log(tableOf([...rows, total]));
});

/** Adapters × bodies as text. */
function tableOf(rows: readonly Row[]): string {
  const names = [
    'adapter',
    'bodies',
    'recorded',
    'parsed',
    'named faults',
    'garbage',
    'garbage → fault',
    'garbage → sound',
  ] as const;
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => String(row[name]).length)));
  const line = (cells: readonly string[]) => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
  const body = rows.map((row) => line(names.map((name) => String(row[name]))));
  return [
    'Recorded bodies through the adapters',
    line(names),
    line(widths.map((width) => '-'.repeat(width))),
    ...body,
  ].join('\n');
}
