import type { AppConfig } from './app.ts';
import type { SimInstance } from './instance.ts';
import type { SimRandom } from './random.ts';

/** What an agent has or an app takes. */
export type Resources = {
  readonly cpus: number;
  readonly memMib: number;
  readonly diskMib: number;
  readonly gpus: number;
};

export const firstPort = 31_000;
export const lastPort = 32_000;

/** A machine. `used` and `usedPorts` move as tasks come and go. */
export type SimAgent = {
  readonly id: string;
  readonly host: string;
  readonly ip: string;
  readonly region: string;
  readonly zone: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly total: Resources;
  used: Resources;
  readonly usedPorts: Set<number>;
  readonly instanceIds: Set<string>;
  reachable: boolean;
};

export type AgentSpec = {
  readonly host: string;
  readonly ip: string;
  readonly zone: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly total: Resources;
};

/** An idle machine. */
export function createAgent(id: string, spec: AgentSpec): SimAgent {
  return {
    id,
    host: spec.host,
    ip: spec.ip,
    region: 'local-region',
    zone: spec.zone,
    attributes: spec.attributes,
    total: spec.total,
    used: { cpus: 0, memMib: 0, diskMib: 0, gpus: 0 },
    usedPorts: new Set(),
    instanceIds: new Set(),
    reachable: true,
  };
}

/** Thousandths are enough for CPUs, and sums of tenths stay exact. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** What is left on it. */
export function freeOf(agent: SimAgent): Resources {
  const { total, used } = agent;
  return {
    cpus: rounded(total.cpus - used.cpus),
    memMib: rounded(total.memMib - used.memMib),
    diskMib: rounded(total.diskMib - used.diskMib),
    gpus: total.gpus - used.gpus,
  };
}

function shifted(agent: SimAgent, config: AppConfig, sign: 1 | -1): void {
  const { used } = agent;
  agent.used = {
    cpus: rounded(used.cpus + sign * config.cpus),
    memMib: rounded(used.memMib + sign * config.memMib),
    diskMib: rounded(used.diskMib + sign * config.diskMib),
    gpus: used.gpus + sign * config.gpus,
  };
}

function takePorts(agent: SimAgent, count: number, random: SimRandom): number[] {
  const ports: number[] = [];
  while (ports.length < count) {
    let port = firstPort + random.int(lastPort - firstPort);
    while (agent.usedPorts.has(port)) port = port >= lastPort ? firstPort : port + 1;
    agent.usedPorts.add(port);
    ports.push(port);
  }
  return ports;
}

/** Takes room for one instance; the caller has checked that there is. Returns its host ports. */
export function occupy(agent: SimAgent, instanceId: string, config: AppConfig, random: SimRandom): number[] {
  shifted(agent, config, 1);
  agent.instanceIds.add(instanceId);
  return takePorts(agent, config.ports.length, random);
}

/** Gives the room back. */
export function vacate(agent: SimAgent, instanceId: string, config: AppConfig, ports: readonly number[]): void {
  if (!agent.instanceIds.delete(instanceId)) return;
  shifted(agent, config, -1);
  for (const port of ports) agent.usedPorts.delete(port);
}

/** Gives back all room but that of the kept instances. */
export function evict(agent: SimAgent, kept: ReadonlyMap<string, SimInstance>): void {
  agent.used = { cpus: 0, memMib: 0, diskMib: 0, gpus: 0 };
  agent.usedPorts.clear();
  agent.instanceIds.clear();
  for (const instance of kept.values()) {
    shifted(agent, instance.definition.config, 1);
    agent.instanceIds.add(instance.id);
    for (const port of instance.ports) agent.usedPorts.add(port);
  }
}
