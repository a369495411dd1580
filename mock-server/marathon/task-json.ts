import type { SimAgent } from '../world/agent.ts';
import { lastSuccessMs } from '../world/health.ts';
import { isTerminal } from '../world/instance.ts';
import type { InstanceState, SimInstance } from '../world/instance.ts';
import { stampText } from './wire.ts';
import type { Wire } from './wire.ts';

/** Mesos' name of a state. */
export function taskState(state: InstanceState): string {
  switch (state) {
    case 'scheduled':
    case 'provisioned':
    case 'staging':
      return 'TASK_STAGING';
    case 'starting':
      return 'TASK_STARTING';
    case 'running':
      return 'TASK_RUNNING';
    case 'killing':
      return 'TASK_KILLING';
    case 'killed':
      return 'TASK_KILLED';
    case 'failed':
      return 'TASK_FAILED';
    case 'finished':
      return 'TASK_FINISHED';
    case 'unreachable':
    case 'unreachable-inactive':
      return 'TASK_UNREACHABLE';
    case 'gone':
      return 'TASK_GONE';
  }
}

/** A slot that never had a task is in no list. */
export function hasTask(instance: SimInstance): boolean {
  return instance.attempt > 0;
}

/** Ended tasks that wait for their replacement are listed, but without version, times and ports. */
function isInactive(state: InstanceState): boolean {
  return isTerminal(state) || state === 'unreachable-inactive';
}

function healthJson(instance: SimInstance, nowMs: number): Wire[] {
  const { health } = instance;
  if (health === null) return [];
  const intervalMs = instance.definition.config.healthChecks[0]?.intervalMs ?? 0;
  const success = lastSuccessMs(health, intervalMs, nowMs);
  return [
    {
      alive: health.alive,
      consecutiveFailures: health.consecutiveFailures,
      ...(health.firstSuccessMs === null ? {} : { firstSuccess: stampText(health.firstSuccessMs) }),
      instanceId: `instance [${instance.id}]`,
      ...(success === null ? {} : { lastSuccess: stampText(success) }),
      ...(health.lastFailureMs === null ? {} : { lastFailure: stampText(health.lastFailureMs) }),
      ...(health.lastFailureCause === null ? {} : { lastFailureCause: health.lastFailureCause }),
    },
  ];
}

function timesJson(instance: SimInstance): Wire {
  if (isInactive(instance.state)) return {};
  return {
    ...(instance.stagedAtMs === null ? {} : { stagedAt: stampText(instance.stagedAtMs) }),
    ...(instance.startedAtMs === null ? {} : { startedAt: stampText(instance.startedAtMs) }),
    version: stampText(instance.definition.versionMs),
  };
}

/** A task as every list shows it; only `/v2/tasks` fills `servicePorts`. */
export function taskJson(
  instance: SimInstance,
  agent: SimAgent | undefined,
  nowMs: number,
  withServicePorts = false,
): Wire {
  const staging = instance.state === 'provisioned' || instance.state === 'staging';
  const ports = instance.definition.config.ports.map(({ servicePort }) => servicePort);
  return {
    appId: instance.appId,
    healthCheckResults: healthJson(instance, nowMs),
    host: instance.host ?? '',
    id: instance.taskId,
    ipAddresses: staging ? [] : [{ ipAddress: agent?.ip ?? '', protocol: 'IPv4' }],
    ports: isInactive(instance.state) ? [] : instance.ports,
    servicePorts: withServicePorts ? ports : [],
    slaveId: instance.agentId ?? '',
    state: taskState(instance.state),
    ...timesJson(instance),
    localVolumes: [],
    region: agent?.region ?? '',
    zone: agent?.zone ?? '',
    role: instance.definition.config.role,
  };
}
