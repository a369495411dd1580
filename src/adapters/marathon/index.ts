import { FaultError } from '../../domain/fault.ts';
import { appIdOf } from '../../domain/keys.ts';
import type { Accepted, Adapter, Hello, Read } from '../../domain/ports.ts';
import type { Facet } from '../../domain/source.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Upstream } from '../../platform/http.ts';
import { readRecord } from '../../platform/record.ts';
import { MarathonClient } from './client.ts';
import { enactOn } from './enact.ts';
import { countBefore } from './history.ts';
import { EventStream } from './listen.ts';
import { MarathonMemory } from './memory.ts';
import { AppReader } from './read-app.ts';
import { AppsRead } from './read-apps.ts';
import { readDeployments, readLaunches, WorkerInstancesRead, type Reading } from './read-lists.ts';
import { wireInfo } from './wire.ts';

const facets = ['apps', 'instances', 'deployments', 'launches', 'versions'] as const satisfies readonly Facet[];

/** Marathon 1.x behind its REST API and its event stream. */
export function marathonAdapter(source: { id: string }, upstream: Upstream, clock: Clock): Adapter {
  const client = new MarathonClient(upstream);
  const reading: Reading = { source: source.id, client, memory: new MarathonMemory(), clock };
  const stream = new EventStream(reading);
  const single = new AppReader(reading);
  return {
    kind: 'marathon',
    hello: (signal) => hello(client, signal),
    reads: readsOf(reading),
    listen: (marks, sink, opened, signal) => stream.listen(marks, sink, opened, signal),
    readApp: (app, depth, sink, signal) => single.readApp(app, depth, sink, signal),
    readVersion: (app, version, signal) => single.readVersion(app, version, signal),
    readCountBefore: (app, signal) => countBefore(reading, appIdOf(app), signal),
    async enact(intent, signal, saw): Promise<Accepted> {
      const started = await enactOn(reading, intent, signal, saw);
      if (started.deployment !== null) reading.memory.startOf(started.deployment, null, clock.now());
      return { ...started, text: null };
    },
  };
}

async function hello(client: MarathonClient, signal: AbortSignal): Promise<Hello> {
  const wire = readRecord(wireInfo, await client.get('/v2/info', 'info', signal), 'info');
  if (wire instanceof FaultError) throw wire;
  return { version: wire.version, facets };
}

/** marathon-ui polls every 5 s; with the stream up a poll only heals what an event lost. */
function readsOf(reading: Reading): readonly Read[] {
  const apps = new AppsRead(reading.source, reading.client, reading.memory);
  const instances = new WorkerInstancesRead(reading);
  return [
    {
      name: 'apps',
      facet: 'apps',
      pace: { floorMs: 2_000, fastMs: 3_000, steadyMs: 5_000, idleMs: 30_000, streamedMs: 30_000 },
      run: (sink, signal) => apps.run(sink, signal),
    },
    {
      name: 'deployments',
      facet: 'deployments',
      pace: { floorMs: 500, fastMs: 1_000, steadyMs: 5_000, idleMs: 30_000, streamedMs: 15_000 },
      run: (sink, signal) => readDeployments(reading, sink, signal),
    },
    {
      // No event tells of a back-off that runs out, so the stream does not slow this down.
      name: 'launches',
      facet: 'launches',
      pace: { floorMs: 1_000, fastMs: 2_000, steadyMs: 5_000, idleMs: 30_000 },
      run: (sink, signal) => readLaunches(reading, sink, signal),
    },
    {
      name: 'instances',
      facet: 'instances',
      pace: { floorMs: 5_000, fastMs: 10_000, steadyMs: 30_000, idleMs: 60_000, streamedMs: 60_000 },
      run: (sink, signal) => instances.run(sink, signal),
    },
  ];
}
