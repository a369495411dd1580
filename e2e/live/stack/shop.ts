import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { basic, isRecord } from './json.ts';
import { startGroup } from './process-group.ts';
import type { ProcessGroup } from './process-group.ts';
import { venvProgram } from './python.ts';
import { until } from './until.ts';

const run = promisify(execFile);

/** What a program of the shop needs to know to find broker and result backend. */
export interface ShopPlan {
  folder: string;
  brokerUrl: string;
  resultUrl: string;
}

/** The shop's workers: name, the queues each drains, processes in its pool. */
export const WORKERS = [
  { name: 'mail@shop', queues: 'emails', concurrency: 2 },
  { name: 'images@shop', queues: 'images', concurrency: 2 },
  { name: 'reports@shop', queues: 'reports,emails', concurrency: 2 },
] as const;

function environment({ brokerUrl, resultUrl }: ShopPlan): NodeJS.ProcessEnv {
  return {
    SHOP_BROKER_URL: brokerUrl,
    SHOP_RESULT_URL: resultUrl,
    PYTHONPATH: import.meta.dirname,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    // Celery refuses nothing to root, it only warns at length.
    PYTHONWARNINGS: 'ignore',
  };
}

function startProgram(plan: ShopPlan, name: string, program: string, args: readonly string[]): ProcessGroup {
  const { folder } = plan;
  const logFile = join(folder, `${name.replace('@', '-')}.log`);
  return startGroup({
    name,
    command: venvProgram(program),
    args,
    env: environment(plan),
    cwd: folder,
    logFile,
    folder,
  });
}

/** Starts one worker; who needs it ready asks `askShop(plan, 'inspect', name, 'ping')`. */
export function startWorker(plan: ShopPlan, { name, queues, concurrency }: (typeof WORKERS)[number]): ProcessGroup {
  const size = String(concurrency);
  const args = ['-A', 'shop.app', 'worker', '-n', name, '-Q', queues, '-c', size, '-l', 'INFO', '--without-mingle'];
  return startProgram(plan, name, 'celery', args);
}

/** Starts the generator of a steady trickle of tasks. */
export function startLoad(plan: ShopPlan, tasksPerS: number): ProcessGroup {
  return startProgram(plan, 'load', 'python', ['-m', 'shop.load', String(tasksPerS)]);
}

/** Flower's login and where it finds the broker's management API (with credentials). */
export interface FlowerPlan extends ShopPlan {
  port: number;
  user: string;
  password: string;
  brokerApiUrl: string;
}

/** Starts Flower and waits until it answers. */
export async function startFlower(
  plan: FlowerPlan,
  keep: (group: ProcessGroup) => ProcessGroup,
): Promise<ProcessGroup> {
  const { port, user, password, brokerApiUrl } = plan;
  const options = [
    `--port=${port}`,
    '--address=127.0.0.1',
    `--basic_auth=${user}:${password}`,
    `--broker_api=${brokerApiUrl}`,
  ];
  const flower = keep(startProgram(plan, 'flower', 'celery', ['-A', 'shop.app', 'flower', ...options]));
  await until('/healthcheck', flower, 30_000, async () => (await fetch(`http://127.0.0.1:${port}/healthcheck`)).ok);
  return flower;
}

/** Waits until Flower lists every worker. */
export async function untilFlowerLists({ port, user, password }: FlowerPlan, flower: ProcessGroup): Promise<void> {
  await until('the three workers', flower, 20_000, async () => {
    // Flower fills its list once at start; a worker that came later is unknown to it until somebody asks to refresh.
    const url = `http://127.0.0.1:${port}/api/workers?refresh=1`;
    const body: unknown = await (await fetch(url, { headers: basic(user, password) })).json();
    return isRecord(body) && WORKERS.every(({ name }) => name in body);
  });
}

/** Puts a question of shop/ask.py to Celery itself, past Flower. */
export async function askShop(plan: ShopPlan, question: string, ...args: string[]): Promise<unknown> {
  const env = { ...process.env, ...environment(plan) };
  const { stdout } = await run(venvProgram('python'), ['-m', 'shop.ask', question, ...args], { env, timeout: 30_000 });
  return JSON.parse(stdout);
}
