import type { AppConfig, SimHealthCheck } from '../world/app.ts';
import type { World } from '../world/world.ts';

/** A short way to write an app; what is left out is as Marathon would have it. */
export type AppSketch = {
  readonly id: string;
  readonly instances: number;
  readonly cmd?: string;
  readonly image?: string;
  readonly cpus?: number;
  readonly memMib?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Path of an HTTP health check; absent: no check. */
  readonly health?: string;
  readonly constraints?: AppConfig['constraints'];
  readonly dependencies?: readonly string[];
  readonly upgrade?: readonly [minimumHealthCapacity: number, maximumOverCapacity: number];
  readonly backoffMs?: number;
};

export const hour = 3_600_000;
export const day = 24 * hour;

function healthCheck(path: string): SimHealthCheck {
  return {
    prober: 'executor',
    graceMs: 60_000,
    intervalMs: 10_000,
    delayMs: 2000,
    timeoutMs: 5000,
    maxFailures: 3,
    details: { protocol: 'MESOS_HTTP', path, portIndex: 0 },
  };
}

/** The config of a sketch. */
export function configFrom(sketch: AppSketch): AppConfig {
  const [minimumHealthCapacity, maximumOverCapacity] = sketch.upgrade ?? [1, 1];
  const docker = { forcePullImage: false, image: sketch.image, parameters: [], privileged: false };
  const container = sketch.image === undefined ? {} : { container: { type: 'DOCKER', docker, volumes: [] } };
  return {
    cmd: sketch.cmd ?? null,
    cpus: sketch.cpus ?? 0.5,
    memMib: sketch.memMib ?? 512,
    diskMib: 0,
    gpus: 0,
    ports: [{ servicePort: 0, details: { name: 'default', protocol: 'tcp' } }],
    env: sketch.env ?? {},
    labels: sketch.labels ?? {},
    constraints: sketch.constraints ?? [],
    healthChecks: sketch.health === undefined ? [] : [healthCheck(sketch.health)],
    readinessCheck: null,
    dependencies: sketch.dependencies ?? [],
    minimumHealthCapacity,
    maximumOverCapacity,
    backoffMs: sketch.backoffMs ?? 1000,
    backoffFactor: 1.15,
    maxLaunchDelayMs: 300_000,
    killSelection: 'youngest-first',
    unreachable: { inactiveAfterMs: 0, expungeAfterMs: 0 },
    killGraceMs: 0,
    role: '*',
    details: container,
  };
}

const zones = ['zone-1', 'zone-2', 'zone-3'] as const;

/** So many machines, spread over three zones and their racks. */
export function addAgents(world: World, count: number, cpus = 16, memMib = 65_536): void {
  const there = world.cluster.agents().length;
  for (let n = there; n < there + count; n += 1) {
    world.cluster.addAgent({
      host: `agent-${String(n + 1).padStart(count > 99 ? 4 : 2, '0')}.example.test`,
      ip: `10.${16 + Math.floor(n / 62_500)}.${Math.floor(n / 250) % 250}.${(n % 250) + 1}`,
      zone: zones[n % zones.length] ?? zones[0],
      attributes: { rack: `rack-${1 + (Math.floor(n / zones.length) % 4)}` },
      total: { cpus, memMib, diskMib: 500_000, gpus: 0 },
    });
  }
}

/** Puts an app there as if it had been running for `ageMs`. */
export function settle(world: World, sketch: AppSketch, ageMs: number, config = configFrom(sketch)): void {
  const atMs = world.clock.nowMs() - ageMs;
  world.cluster.settle(
    {
      id: sketch.id,
      instances: sketch.instances,
      config,
      versionMs: atMs,
      lastScalingAtMs: atMs,
      lastConfigChangeAtMs: atMs,
    },
    sketch.instances,
    atMs + 5000,
  );
}
