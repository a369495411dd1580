import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A mock cluster and a gateway before it, both built. */
export interface Stack {
  url: string;
  marathon: string;
  control: string;
  gatewayPid: number;
  inject(body: Readonly<Record<string, unknown>>): Promise<void>;
  /** Requests the mock's upstreams have answered so far, by upstream and route. */
  requests(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

/** Starts both on free loopback ports, with a cluster of the given size that nothing moves by itself. */
export async function startStack(size: { apps: number; instances: number; scenario?: string }): Promise<Stack> {
  const ports = ['marathon', 'flower', 'rabbitmq', 'control'].flatMap((name) => [`--${name}-port`, '0']);
  const scenario = size.scenario ?? 'massive';
  const args = [
    '--apps',
    String(size.apps),
    '--instances',
    String(size.instances),
    '--scenario',
    scenario,
    '--seed',
    '7',
    ...ports,
  ];
  const mock = start('mock.js', args);
  const addresses = await lines(mock, (text) => (text.match(/http:\/\/\S+/g) ?? []).length >= 4);
  const find = (name: string): string =>
    new RegExp(`${name}\\S*\\s+(http://\\S+?)/?(?:\\s|$)`, 'i').exec(addresses)?.[1] ?? '';
  const [marathon, flower, rabbitmq, control] = [find('marathon'), find('flower'), find('rabbitmq'), find('control')];
  const sources = ['--marathon', marathon, '--flower', flower, '--rabbitmq', rabbitmq];
  const gateway = start('gateway.js', [...sources, '--listen', '127.0.0.1:0', '--name', 'bench']);
  const said = await lines(gateway, (text) => /http:\/\/\S+/.test(text));
  return {
    url: /http:\/\/\S+/.exec(said)?.[0] ?? '',
    marathon,
    control,
    gatewayPid: gateway.pid ?? 0,
    inject: (body) => post(`${control}/__mock/inject`, body),
    async requests() {
      const answer = await fetch(`${control}/__mock/state`);
      return requestsIn(await answer.json());
    },
    close: async () => {
      await Promise.all([stop(gateway), stop(mock)]);
    },
  };
}

/** POSTs JSON and throws when it is refused: a benchmark whose lever did nothing would measure nothing. */
async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

function requestsIn(state: unknown): Map<string, number> {
  const requests = typeof state === 'object' && state !== null && 'requests' in state ? state.requests : null;
  const counts = new Map<string, number>();
  for (const [upstream, routes] of Object.entries(requests ?? {})) {
    for (const [route, count] of Object.entries(routes ?? {}))
      if (typeof count === 'number') counts.set(`${upstream} ${route}`, count);
  }
  return counts;
}

function start(file: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'dist', file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function lines(child: ChildProcess, enough: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (enough(text)) resolve(text);
    });
    child.once('exit', (code) =>
      reject(new Error(`a server ended with code ${String(code)} before it was ready: ${text}`)),
    );
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** Resident memory in MB, from the kernel. */
export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

/** Processor time used so far in seconds, from the kernel (clock ticks of 10 ms). */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
