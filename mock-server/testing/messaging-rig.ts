import { request } from 'node:http';
import { createFaultPlan } from '../faults/plan.ts';
import type { FlowerOptions } from '../flower/context.ts';
import { createFlowerHandler } from '../flower/handler.ts';
import { createRequestLog } from '../http/request-log.ts';
import { openUpstream } from '../http/upstream.ts';
import type { Handler, Upstream } from '../http/upstream.ts';
import { createRabbitmqHandler } from '../rabbitmq/handler.ts';
import type { RabbitmqOptions } from '../rabbitmq/handler.ts';
import type { Worker } from '../world/celery-worker.ts';
import type { WorkerIdentity } from '../world/celery-worker-parts.ts';
import { createWorld } from '../world/world.ts';
import type { World } from '../world/world.ts';

/** What an upstream answered. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
};

/** A world whose time the test steers, with Flower and RabbitMQ in front of it; waiting costs no time but is written down. */
export type MessagingRig = {
  readonly world: World;
  /** What Flower waited for so far, ms. */
  readonly waits: number[];
  hire(name: string, more?: Partial<WorkerIdentity>): Worker;
  flower(path: string, init?: RequestInit): Promise<Answer>;
  rabbitmq(path: string, init?: RequestInit): Promise<Answer>;
  post(path: string, init?: RequestInit): Promise<Answer>;
  /** To Flower, with headers that fetch() would not send. */
  raw(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
};

/** A Saturday noon in UTC. */
const rigStartMs = Date.UTC(2026, 10, 21, 12);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function ask(url: string, init: RequestInit | undefined): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function raw(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method, headers }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (part: string) => (text += part));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Builds a rig; `flower` and `rabbitmq` set the upstreams up. */
export async function createRig(
  options: { readonly flower?: FlowerOptions; readonly rabbitmq?: RabbitmqOptions } = {},
): Promise<MessagingRig> {
  const world = createWorld({ seed: 7, startMs: rigStartMs });
  const context = { world: () => world, faults: createFaultPlan(), requests: createRequestLog() };
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const control: Handler = ({ res }) => void res.end();
  const open = (name: 'flower' | 'rabbitmq', handler: Handler): Promise<Upstream> =>
    openUpstream({ name, port: 0, context, handler, control });
  const flower = await open('flower', createFlowerHandler(context, { sleep, ...options.flower }));
  const rabbitmq = await open('rabbitmq', createRabbitmqHandler(context, options.rabbitmq));
  return {
    world,
    waits,
    hire: (name, more = {}) =>
      world.messaging.hire({
        name,
        host: name.slice(name.indexOf('@') + 1),
        pid: 4_000,
        appId: null,
        instanceId: null,
        concurrency: 2,
        queues: ['exp'],
        autoscale: null,
        poolRestarts: false,
        ...more,
      }),
    flower: (path, init) => ask(flower.url + path, init),
    rabbitmq: (path, init) => ask(rabbitmq.url + path, init),
    post: (path, init) => ask(flower.url + path, { method: 'POST', ...init }),
    raw: (method, path, headers) => raw(flower.url, method, path, headers),
    close: async () => {
      await flower.close();
      await rabbitmq.close();
    },
  };
}
