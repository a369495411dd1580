import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from './stack/ports.ts';
import { markedProcesses, sweep } from './stack/process-group.ts';
import type { ProcessGroup } from './stack/process-group.ts';
import { ensureVenv } from './stack/python.ts';
import { startEpmd, startRabbit } from './stack/rabbit.ts';
import type { RabbitPlan } from './stack/rabbit.ts';
import { startRedis } from './stack/redis.ts';
import { WORKERS, askShop, startFlower, startLoad, startWorker } from './stack/shop.ts';
import type { FlowerPlan } from './stack/shop.ts';
import { until } from './stack/until.ts';

const HOME = join(import.meta.dirname, '../../.cache/live');
const KEPT_LOGS = 3;

/** A queue no worker drains: its depth changes only when a test says so. */
export const IDLE_QUEUE = 'archive';

/** What the broker says of a queue (counts of messages); it collects statistics every 5 s. */
export interface BrokerDepth {
  messages: number;
  ready: number;
  unacked: number;
}

/** A running RabbitMQ, Redis, three Celery workers, Flower and a trickle of tasks, all on loopback. */
export interface LiveStack {
  flowerUrl: string;
  flowerUser: string;
  flowerPassword: string;
  rabbitUrl: string;
  rabbitUser: string;
  rabbitPassword: string;
  amqpUrl: string;
  redisPort: number;
  /** Where logs and data of this stack lie. */
  folder: string;
  workers: readonly string[];
  /** Process ids by name; each is also the id of its process group. */
  pids: () => Record<string, number>;
  /** Signals one worker with its whole pool. */
  killWorker: (name: string, signal: NodeJS.Signals) => Promise<void>;
  startWorker: (name: string) => Promise<void>;
  stopRabbit: () => Promise<void>;
  startRabbit: () => Promise<void>;
  /** Publishes `count` tasks to a queue and answers their ids. */
  publish: (queue: string, count: number, task?: string, args?: readonly unknown[]) => Promise<string[]>;
  /** The management API's word on a queue; null while it does not know the queue's depth. */
  brokerDepth: (queue: string) => Promise<BrokerDepth | null>;
  /** Messages ready in a queue by AMQP, at this moment. */
  readyNow: (queue: string) => Promise<number>;
  /** What Celery itself answers about a worker (`ping`, `stats`, `active`, `revoked` …), null when it does not answer. */
  celeryInspect: (name: string, what: string) => Promise<unknown>;
  /** State and value of a task in the result backend. */
  taskResult: (id: string) => Promise<{ state: string; value: string }>;
  stop: () => Promise<void>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function newFolder(): string {
  mkdirSync(HOME, { recursive: true });
  const earlier = readdirSync(HOME).toSorted();
  for (const name of earlier) {
    const owner = Number(name.split('-').at(-1));
    if (!existsSync(`/proc/${owner}`)) sweep(join(HOME, name));
  }
  for (const name of earlier.slice(0, -KEPT_LOGS)) {
    if (markedProcesses(join(HOME, name)).length === 0) rmSync(join(HOME, name), { recursive: true, force: true });
  }
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '');
  const folder = join(HOME, `${stamp}-${process.pid}`);
  mkdirSync(folder);
  return folder;
}

async function makePlan(folder: string): Promise<{ rabbit: RabbitPlan; shop: FlowerPlan; redisPort: number }> {
  const [amqpPort = 0, managementPort = 0, distPort = 0, epmdPort = 0, redisPort = 0, port = 0] = await freePorts(6);
  const password = randomBytes(12).toString('hex');
  const rabbit = { folder, amqpPort, managementPort, distPort, epmdPort, user: 'shop', password };
  const shop = {
    folder,
    brokerUrl: `amqp://shop:${password}@127.0.0.1:${amqpPort}//`,
    resultUrl: `redis://127.0.0.1:${redisPort}/0`,
    port,
    user: 'flower',
    password: randomBytes(12).toString('hex'),
    brokerApiUrl: `http://shop:${password}@127.0.0.1:${managementPort}/api/`,
  };
  return { rabbit, shop, redisPort };
}

async function readDepth({ managementPort, user, password }: RabbitPlan, queue: string): Promise<BrokerDepth | null> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const url = `http://127.0.0.1:${managementPort}/api/queues/%2F/${encodeURIComponent(queue)}`;
  const body: unknown = await (await fetch(url, { headers: { authorization } })).json();
  if (!isRecord(body)) return null;
  const { messages, messages_ready: ready, messages_unacknowledged: unacked } = body;
  if (typeof messages !== 'number' || typeof ready !== 'number' || typeof unacked !== 'number') return null;
  return { messages, ready, unacked };
}

async function untilFlowerLists(shop: FlowerPlan, flower: ProcessGroup): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${shop.user}:${shop.password}`).toString('base64')}`;
  await until('the three workers', flower, 20_000, async () => {
    // Flower fills its list once at start; a worker that came later is unknown to it until somebody asks to refresh.
    const answer = await fetch(`http://127.0.0.1:${shop.port}/api/workers?refresh=1`, { headers: { authorization } });
    const body: unknown = await answer.json();
    return isRecord(body) && WORKERS.every(({ name }) => name in body);
  });
}

/** Starts everything (10 to 20 s) and answers when Flower lists the three workers; on failure nothing is left running. */
export async function startLiveStack({ tasksPerS = 3 }: { tasksPerS?: number } = {}): Promise<LiveStack> {
  await ensureVenv();
  const folder = newFolder();
  const { rabbit: rabbitPlan, shop, redisPort } = await makePlan(folder);
  const groups = new Map<string, ProcessGroup>();
  const keep = (group: ProcessGroup) => groups.set(group.name, group);
  const find = (name: string): ProcessGroup => {
    const group = groups.get(name);
    if (group === undefined) throw new Error(`the live stack has no ${name}, only ${[...groups.keys()].join(', ')}`);
    return group;
  };
  const stop = async () => {
    // Nothing here is worth keeping, so nothing is asked to finish its work.
    await Promise.all([...groups.values()].map((group) => group.stop(0)));
    sweep(folder);
  };
  const startNamedWorker = async (name: string) => {
    const worker = WORKERS.find((one) => one.name === name);
    if (worker === undefined) throw new Error(`the shop has no worker ${name}`);
    const group = startWorker(shop, worker);
    keep(group);
    await until(
      'its answer to ping',
      group,
      30_000,
      async () => (await askShop(shop, 'inspect', name, 'ping')) !== null,
    );
  };

  try {
    keep(startEpmd(rabbitPlan));
    await Promise.all([startRabbit(rabbitPlan).then(keep), startRedis(folder, redisPort).then(keep)]);
    for (const worker of WORKERS) keep(startWorker(shop, worker));
    keep(await startFlower(shop));
    await untilFlowerLists(shop, find('flower'));
    keep(startLoad(shop, tasksPerS));
  } catch (failure) {
    await stop();
    throw failure;
  }

  return {
    flowerUrl: `http://127.0.0.1:${shop.port}`,
    flowerUser: shop.user,
    flowerPassword: shop.password,
    rabbitUrl: `http://127.0.0.1:${rabbitPlan.managementPort}`,
    rabbitUser: rabbitPlan.user,
    rabbitPassword: rabbitPlan.password,
    amqpUrl: shop.brokerUrl,
    redisPort,
    folder,
    workers: WORKERS.map(({ name }) => name),
    pids: () => Object.fromEntries([...groups].map(([name, { pid }]) => [name, pid])),
    killWorker: async (name, signal) => {
      if (signal === 'SIGKILL') await find(name).stop(0);
      else find(name).signal(signal);
    },
    startWorker: startNamedWorker,
    stopRabbit: () => find('rabbitmq').stop(15_000),
    startRabbit: async () => {
      keep(await startRabbit(rabbitPlan));
    },
    publish: async (queue, count, task = 'shop.emails.send', args = [1]) => {
      const ids = await askShop(shop, 'publish', queue, String(count), task, JSON.stringify(args));
      return Array.isArray(ids) ? ids.map(String) : [];
    },
    brokerDepth: (queue) => readDepth(rabbitPlan, queue),
    readyNow: async (queue) => Number(await askShop(shop, 'ready', queue)),
    celeryInspect: (name, what) => askShop(shop, 'inspect', name, what),
    taskResult: async (id) => {
      const answer = await askShop(shop, 'result', id);
      return isRecord(answer)
        ? { state: String(answer.state), value: String(answer.value) }
        : { state: 'UNKNOWN', value: '' };
    },
    stop,
  };
}
