import { FaultError } from '../../domain/fault.ts';
import { keyOf } from '../../domain/keys.ts';
import type { Sink } from '../../domain/ports.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Clock } from '../../platform/clock.ts';
import { readRecords, Unread } from '../../platform/json-stream.ts';
import { textIn } from '../../platform/record.ts';
import { appPath, type MarathonClient } from './client.ts';
import type { MarathonMemory } from './memory.ts';
import { instanceKeyIn, pathOf, toInstance } from './translate.ts';
import { toDeployment } from './translate-deployment.ts';
import { toLaunch } from './translate-launch.ts';
import { wireDeployment, wireLaunch, wireTask } from './wire.ts';

/** What the smaller reads need. */
export interface Reading {
  source: string;
  client: MarathonClient;
  memory: MarathonMemory;
  clock: Clock;
}

/** The running deployments; Marathon keeps no others. */
export async function readDeployments(reading: Reading, sink: Sink, signal: AbortSignal): Promise<void> {
  const { source, client, memory, clock } = reading;
  const unread = new Unread();
  await readRecords(await client.open('/v2/deployments', signal), {
    name: 'deployments',
    form: 'bare',
    shape: wireDeployment,
    put: (wire) =>
      sink.put('deployment', toDeployment(source, wire, memory.startOf(wire.id, wire.version, clock.now()))),
    unreadable: (fault, value) => {
      sink.unreadable(fault);
      const id = textIn(value, 'id');
      unread.note(id === null ? null : keyOf(source, id));
    },
  });
  memory.readDeployments(clock.now());
  unread.complete(sink, 'deployment');
}

/** The launch queue: instances that wait, with why. */
export async function readLaunches(reading: Reading, sink: Sink, signal: AbortSignal): Promise<void> {
  const { source, client, clock, memory } = reading;
  const answer = await client.open('/v2/queue', signal);
  const retries = new Map<string, EpochMs>();
  const nowMs = clock.now();
  const theirNowMs = dateOf(answer.headers, nowMs);
  const unread = new Unread();
  await readRecords(answer, {
    name: 'queue',
    form: 'named',
    shape: wireLaunch,
    put: (wire) => {
      if (!wire.app) return;
      const told = toLaunch(source, wire, wire.app.id, nowMs, theirNowMs);
      const launch = { ...told, retryAtMs: memory.retryOf(told.appId, told.retryAtMs) };
      if (launch.retryAtMs !== null) retries.set(launch.appId, launch.retryAtMs);
      sink.put('launch', launch);
    },
    unreadable: (fault, value) => {
      sink.unreadable(fault);
      // A pod is none of ours.
      if (textIn(value, 'pod', 'id') !== null) return;
      const id = textIn(value, 'app', 'id');
      unread.note(id === null ? null : keyOf(source, pathOf(id)));
    },
  });
  memory.readRetries(retries);
  unread.complete(sink, 'launch');
}

/** Marathon's clock, to the second; ours where it does not say. */
function dateOf(headers: Headers, nowMs: EpochMs): EpochMs {
  const said = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(said) ? nowMs : said;
}

/** Apps asked at most in one run; the next run goes on where this one ended. */
const appsPerRun = 64;

/** The instances of apps that look like Celery workers, and of no others: joins need their hosts. */
export class WorkerInstancesRead {
  readonly #reading: Reading;
  #next = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  async run(sink: Sink, signal: AbortSignal): Promise<void> {
    const all = [...this.#reading.memory.workers];
    if (this.#next >= all.length) this.#next = 0;
    const turn = all.slice(this.#next, this.#next + appsPerRun);
    this.#next += appsPerRun;
    for (const [appId, { checked }] of turn) await readTasks(this.#reading, appId, checked, sink, signal);
  }
}

async function readTasks(
  { source, client }: Reading,
  appId: string,
  checked: boolean,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const unread = new Unread();
  try {
    await readRecords(await client.open(`${appPath(appId)}/tasks`, signal), {
      name: 'tasks',
      form: 'named',
      shape: wireTask,
      put: (wire) => sink.put('instance', toInstance(source, wire, checked)),
      unreadable: (fault, value) => {
        sink.unreadable(fault);
        unread.note(instanceKeyIn(source, value));
      },
    });
  } catch (error) {
    // The app may have gone since it was listed: then it has no instances.
    if (!(error instanceof FaultError) || error.fault.kind !== 'missing') throw error;
  }
  unread.complete(sink, 'instance', keyOf(source, appId));
}
