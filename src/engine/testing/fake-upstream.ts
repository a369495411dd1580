import type { App } from '../../domain/app.ts';
import type { Deployment } from '../../domain/deployment.ts';
import { FaultError, type Fault } from '../../domain/fault.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Intent } from '../../domain/intent.ts';
import { keyOf } from '../../domain/keys.ts';
import type { Launch } from '../../domain/launch.ts';
import type { Adapter, AppDetail, Mark, Pace, QueueSample, Read, Sink } from '../../domain/ports.ts';
import type { Queue } from '../../domain/queue.ts';
import type { Facet, SourceKind } from '../../domain/source.ts';
import type { TaskDetail } from '../../domain/task.ts';
import type { AppVersion } from '../../domain/version.ts';
import type { Worker } from '../../domain/worker.ts';

const pace: Pace = { floorMs: 200, fastMs: 1_000, steadyMs: 2_000, idleMs: 10_000, streamedMs: 30_000 };

/** No answer at all. */
export const refusedConnection: Fault = { kind: 'unreachable', why: 'refused', text: '' };
/** A proxy's error page. */
export const badGateway: Fault = { kind: 'failing', status: 502, text: '<html>' };
/** An answer that is none. */
export const garbage: Fault = { kind: 'unreadable', path: '$', text: '<' };

/** An upstream in memory: a test changes its world and what it answers. */
export class FakeUpstream {
  readonly source: string;
  readonly apps = new Map<string, App>();
  readonly instances = new Map<string, Instance>();
  readonly launches = new Map<string, Launch>();
  readonly deployments = new Map<string, Deployment>();
  readonly queues = new Map<string, Queue>();
  readonly workers = new Map<string, Worker>();
  readonly tasks = new Map<string, TaskDetail>();
  readonly versions = new Map<string, AppVersion>();
  /** What the broker remembers of its queues. */
  readonly histories = new Map<string, QueueSample[]>();
  /** Names of what was asked, in order. */
  readonly asked: string[] = [];
  readonly intents: Intent[] = [];
  /** Set: every answer is this fault. */
  down: Fault | null = null;
  /** Faults of single reads by name (`apps`, `readApp` …). */
  readonly faults = new Map<string, unknown>();
  /** Set: answers wait for this. */
  hold: Promise<void> | null = null;
  /** Records that cannot be read come with every list of apps. */
  unreadable = 0;
  concurrent = 0;
  mostConcurrent = 0;
  #stream: { marks: (mark: Mark) => void; sink: Sink; close: () => void } | null = null;

  constructor(source: string) {
    this.source = source;
  }

  addApp(...apps: App[]): void {
    for (const app of apps) this.apps.set(app.key, app);
  }

  count(name: string): number {
    return this.asked.filter((asked) => asked === name).length;
  }

  /** The stream says that something changed. */
  mark(mark: Mark): void {
    this.#stream?.marks(mark);
  }

  markApp(id: string): void {
    this.mark({ kind: 'app', key: keyOf(this.source, id) });
  }

  get streamSink(): Sink | null {
    return this.#stream?.sink ?? null;
  }

  cutStream(): void {
    this.#stream?.close();
  }

  get streaming(): boolean {
    return this.#stream !== null;
  }

  async ask<T>(name: string, answer: () => T): Promise<T> {
    this.asked.push(name);
    this.concurrent += 1;
    this.mostConcurrent = Math.max(this.mostConcurrent, this.concurrent);
    try {
      if (this.hold) await this.hold;
      else await Promise.resolve();
      const fault = this.faults.get(name);
      if (fault instanceof Error) throw fault;
      if (this.down) throw new FaultError(this.down);
      return answer();
    } finally {
      this.concurrent -= 1;
    }
  }

  /** The upstream as Marathon's adapter would show it. */
  marathon(options: { stream?: boolean; pace?: Partial<Pace> } = {}): Adapter {
    const reads = [
      this.read('apps', 'apps', options.pace, (sink) => {
        for (const app of this.apps.values()) sink.put('app', app);
        for (let i = 0; i < this.unreadable; i += 1) sink.unreadable(garbage);
        sink.complete('app');
      }),
      this.read('deployments', 'deployments', options.pace, (sink) => {
        for (const deployment of this.deployments.values()) sink.put('deployment', deployment);
        sink.complete('deployment');
      }),
      this.read('queue', 'launches', options.pace, (sink) => {
        for (const launch of this.launches.values()) sink.put('launch', launch);
        sink.complete('launch');
      }),
    ];
    const facets: Facet[] = ['apps', 'instances', 'deployments', 'launches', 'versions'];
    return {
      ...this.#base('marathon', facets, reads),
      ...(options.stream === false ? {} : { listen: this.#listen }),
      readApp: async (key, depth, sink) => {
        const detail = await this.ask('readApp', () => this.#readApp(key, sink));
        if (!detail || depth === 'instances') return detail;
        return { ...detail, versions: await this.ask('versions', () => this.#versionsOf(key)) };
      },
      readCountBefore: (app) => this.ask('readCountBefore', () => this.#countBefore(app)),
      readVersion: (app, version) =>
        this.ask('readVersion', () => {
          const found = this.versions.get(`${app}@${version}`);
          if (!found) throw new FaultError({ kind: 'missing', status: 404, text: '' });
          return found;
        }),
    };
  }

  /** The upstream as RabbitMQ's adapter would show it. */
  rabbitmq(): Adapter {
    const rabbitPace = { floorMs: 5_000, fastMs: 5_000, steadyMs: 5_000, idleMs: 15_000 };
    const queues = this.read('queues', 'queues', rabbitPace, (sink) => {
      for (const queue of this.queues.values()) sink.put('queue', queue);
      sink.complete('queue');
    });
    return {
      ...this.#base('rabbitmq', ['queues'], [queues]),
      readQueueHistories: () => this.ask('readQueueHistories', () => this.histories),
    };
  }

  /** The upstream as Flower's adapter would show it. */
  flower(): Adapter {
    const workers = this.read('workers', 'workers', {}, (sink) => {
      for (const worker of this.workers.values()) sink.put('worker', worker);
      sink.complete('worker');
    });
    return {
      ...this.#base('flower', ['workers', 'tasks'], [workers]),
      inspectWorker: (key, sink) =>
        this.ask('inspectWorker', () => {
          const worker = this.workers.get(key);
          if (worker) sink.put('worker', worker);
        }),
      readTasks: () => this.ask('readTasks', () => ({ tasks: [...this.tasks.values()], faults: [] })),
      readTask: (key) =>
        this.ask('readTask', () => {
          const task = this.tasks.get(key);
          if (!task) throw new FaultError({ kind: 'missing', status: 404, text: '' });
          return task;
        }),
    };
  }

  read(name: string, facet: Facet, over: Partial<Pace> = {}, answer: (sink: Sink) => void): Read {
    return { name, facet, pace: { ...pace, ...over }, run: (sink) => this.ask(name, () => answer(sink)) };
  }

  #base(kind: SourceKind, facets: Facet[], reads: Read[]): Adapter {
    return {
      kind,
      reads,
      hello: () => this.ask('hello', () => ({ version: '1', facets })),
      enact: (intent) =>
        this.ask('enact', () => {
          this.intents.push(intent);
          return { deployment: null, text: null };
        }),
    };
  }

  #readApp(key: string, sink: Sink): AppDetail | null {
    const app = this.apps.get(key);
    if (!app) {
      sink.drop('app', key);
      return null;
    }
    sink.put('app', app);
    for (const instance of this.instances.values())
      if (keyOf(instance.source, instance.appId) === key) sink.put('instance', instance);
    sink.complete('instance', key);
    return { app, config: { id: app.id }, versions: null };
  }

  #countBefore(app: string): number | null {
    const counts = this.#versionsOf(app).map((version) => this.versions.get(`${app}@${version}`)?.instances ?? 0);
    return counts.find((count) => count > 0) ?? null;
  }

  #versionsOf(app: string): string[] {
    const versions = [...this.versions.values()].filter((one) => one.app === app).map(({ version }) => version);
    return versions.sort().reverse();
  }

  readonly #listen: NonNullable<Adapter['listen']> = async (marks, sink, opened, signal) => {
    await this.ask('listen', () => undefined);
    opened();
    await new Promise<void>((resolve) => {
      this.#stream = { marks, sink, close: resolve };
      signal.addEventListener('abort', () => resolve());
    });
    this.#stream = null;
  };
}
