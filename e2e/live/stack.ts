import { newFolder } from './stack/folder.ts';
import { isRecord } from './stack/json.ts';
import { makePlan } from './stack/plan.ts';
import type { StackPlan } from './stack/plan.ts';
import { sweepClean } from './stack/process-group.ts';
import type { ProcessGroup } from './stack/process-group.ts';
import { ensureVenv } from './stack/python.ts';
import { readDepth, startEpmd, startRabbit } from './stack/rabbit.ts';
import type { BrokerDepth } from './stack/rabbit.ts';
import { startRedis } from './stack/redis.ts';
import { WORKERS, askShop, startFlower, startLoad, startWorker, untilFlowerLists } from './stack/shop.ts';
import { until } from './stack/until.ts';

/** A queue no worker drains: its depth changes only when a test says so. */
export const IDLE_QUEUE = 'archive';

/** A running RabbitMQ, Redis, three Celery workers, Flower and a trickle of tasks, all on loopback. */
export interface LiveStack {
  flowerUrl: string;
  flowerUser: string;
  flowerPassword: string;
  rabbitUrl: string;
  rabbitUser: string;
  rabbitPassword: string;
  redisPort: number;
  /** Where logs and data of this stack lie. */
  folder: string;
  workers: readonly string[];
  /** Process ids by name; each is also the id of its process group. */
  pids: () => Record<string, number>;
  /** Signals one worker with its whole pool; after SIGKILL it is gone when this resolves. */
  killWorker: (name: string, signal: NodeJS.Signals) => Promise<void>;
  /** Starts a worker (again) and waits until it answers Celery's ping. */
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

class Groups {
  readonly #byName = new Map<string, ProcessGroup>();

  readonly keep = (group: ProcessGroup): ProcessGroup => {
    this.#byName.set(group.name, group);
    return group;
  };

  find(name: string): ProcessGroup {
    const group = this.#byName.get(name);
    if (group === undefined) throw new Error(`the live stack has no ${name}, only ${[...this.#byName.keys()].join()}`);
    return group;
  }

  pids(): Record<string, number> {
    return Object.fromEntries([...this.#byName].map(([name, { pid }]) => [name, pid]));
  }

  /** Nothing here is worth keeping, so nothing is asked to finish its work. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#byName.values()].map((group) => group.stop(0)));
  }
}

async function startEverything({ folder, redisPort, rabbit, shop }: StackPlan, groups: Groups, tasksPerS: number) {
  groups.keep(startEpmd(rabbit));
  await Promise.all([startRabbit(rabbit, groups.keep), startRedis(folder, redisPort, groups.keep)]);
  for (const worker of WORKERS) groups.keep(startWorker(shop, worker));
  const flower = await startFlower(shop, groups.keep);
  await untilFlowerLists(shop, flower);
  groups.keep(startLoad(shop, tasksPerS));
}

/** What can be done to the programs of a stack. */
function levers({ rabbit, shop }: StackPlan, groups: Groups) {
  return {
    killWorker: async (name: string, signal: NodeJS.Signals) => {
      if (signal === 'SIGKILL') await groups.find(name).stop(0);
      else groups.find(name).signal(signal);
    },
    startWorker: async (name: string) => {
      const worker = WORKERS.find((one) => one.name === name);
      if (worker === undefined) throw new Error(`the shop has no worker ${name}`);
      const group = groups.keep(startWorker(shop, worker));
      const answers = async () => (await askShop(shop, 'inspect', name, 'ping')) !== null;
      await until('its answer to ping', group, 30_000, answers);
    },
    stopRabbit: () => groups.find('rabbitmq').stop(15_000),
    startRabbit: async () => {
      await startRabbit(rabbit, groups.keep);
    },
  };
}

/** What can be asked of Celery and the broker, past Flower and past any dashboard. */
function questions({ rabbit, shop }: StackPlan) {
  return {
    publish: async (queue: string, count: number, task = 'shop.emails.send', args: readonly unknown[] = [1]) => {
      const ids = await askShop(shop, 'publish', queue, String(count), task, JSON.stringify(args));
      return Array.isArray(ids) ? ids.map(String) : [];
    },
    brokerDepth: (queue: string) => readDepth(rabbit, queue),
    readyNow: async (queue: string) => Number(await askShop(shop, 'ready', queue)),
    celeryInspect: (name: string, what: string) => askShop(shop, 'inspect', name, what),
    taskResult: async (id: string) => {
      const answer = await askShop(shop, 'result', id);
      if (!isRecord(answer)) throw new Error(`the result backend answered ${JSON.stringify(answer)}`);
      return { state: String(answer.state), value: String(answer.value) };
    },
  };
}

/** Starts everything (10 to 20 s) and answers when Flower lists the three workers; on failure nothing is left running. */
export async function startLiveStack({ tasksPerS = 3 }: { tasksPerS?: number } = {}): Promise<LiveStack> {
  await ensureVenv();
  const folder = newFolder();
  const plan = await makePlan(folder);
  const groups = new Groups();
  const stop = async () => {
    await groups.stopAll();
    await sweepClean(folder);
  };
  try {
    await startEverything(plan, groups, tasksPerS);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return {
    flowerUrl: `http://127.0.0.1:${plan.shop.port}`,
    flowerUser: plan.shop.user,
    flowerPassword: plan.shop.password,
    rabbitUrl: `http://127.0.0.1:${plan.rabbit.managementPort}`,
    rabbitUser: plan.rabbit.user,
    rabbitPassword: plan.rabbit.password,
    redisPort: plan.redisPort,
    folder,
    workers: WORKERS.map(({ name }) => name),
    pids: () => groups.pids(),
    ...levers(plan, groups),
    ...questions(plan),
    stop,
  };
}
