import type { Cluster } from '../world/cluster.ts';
import type { ClusterEvent, InstanceFacts, TaskStatus } from '../world/events.ts';
import type { InstanceState } from '../world/instance.ts';
import { healthCheckJson } from './app-json.ts';
import { planJson, stepJson } from './deployments.ts';
import { stampText } from './wire.ts';
import type { Wire } from './wire.ts';

/** An event as it goes over the wire, without its timestamp. */
export type WireEvent = { readonly type: string; readonly payload: Wire };

const statuses: Readonly<Record<TaskStatus, string>> = {
  starting: 'TASK_STARTING',
  running: 'TASK_RUNNING',
  killed: 'TASK_KILLED',
  failed: 'TASK_FAILED',
  finished: 'TASK_FINISHED',
  unreachable: 'TASK_UNREACHABLE',
  gone: 'TASK_GONE',
};

const conditions: Readonly<Record<InstanceState, string>> = {
  scheduled: 'Scheduled',
  provisioned: 'Provisioned',
  staging: 'Staging',
  starting: 'Starting',
  running: 'Running',
  killing: 'Killing',
  killed: 'Killed',
  failed: 'Failed',
  finished: 'Finished',
  unreachable: 'Unreachable',
  'unreachable-inactive': 'UnreachableInactive',
  gone: 'Gone',
};

function statusJson(cluster: Cluster, facts: InstanceFacts, status: TaskStatus, message: string): Wire {
  return {
    slaveId: facts.agentId ?? '',
    taskId: facts.taskId,
    taskStatus: statuses[status],
    message,
    appId: facts.appId,
    host: facts.host ?? '',
    ipAddresses: [{ ipAddress: cluster.agent(facts.agentId)?.ip ?? '', protocol: 'IPv4' }],
    ports: facts.ports,
    version: stampText(facts.versionMs),
  };
}

function changedJson(facts: InstanceFacts, state: InstanceState): Wire {
  return {
    instanceId: facts.instanceId,
    condition: conditions[state],
    runSpecId: facts.appId,
    agentId: facts.agentId,
    host: facts.host,
    runSpecVersion: stampText(facts.versionMs),
  };
}

function killJson(facts: InstanceFacts, reason: string): Wire {
  return {
    appId: facts.appId,
    taskId: facts.taskId,
    instanceId: facts.instanceId,
    version: stampText(facts.versionMs),
    reason,
    host: facts.host ?? '',
    slaveId: facts.agentId,
  };
}

function failedCheckJson(cluster: Cluster, facts: InstanceFacts, checkIndex: number): Wire {
  const check = cluster.app(facts.appId)?.definition.config.healthChecks[checkIndex];
  // The task id of this event is an instance's id: measured on Marathon 1.11.26.
  return {
    appId: facts.appId,
    taskId: facts.instanceId,
    healthCheck: check === undefined ? {} : healthCheckJson(check),
  };
}

function groupJson(event: Extract<ClusterEvent, { readonly kind: 'group-change' }>): WireEvent {
  const { groupId, versionMs, refusal } = event;
  const payload = { groupId, version: stampText(versionMs) };
  if (refusal === null) return { type: 'group_change_success', payload };
  return { type: 'group_change_failed', payload: { ...payload, reason: refusal } };
}

/** Marathon's event for what happened in the cluster. */
export function eventJson(cluster: Cluster, event: ClusterEvent): WireEvent {
  switch (event.kind) {
    case 'task-status':
      return {
        type: 'status_update_event',
        payload: statusJson(cluster, event.facts, event.status, event.message),
      };
    case 'instance-changed':
      return { type: 'instance_changed_event', payload: changedJson(event.facts, event.state) };
    case 'instance-health': {
      const { instanceId, appId, versionMs } = event.facts;
      const payload = { instanceId, runSpecId: appId, healthy: event.healthy, runSpecVersion: stampText(versionMs) };
      return { type: 'instance_health_changed_event', payload };
    }
    case 'health-status': {
      const { instanceId, appId, versionMs } = event.facts;
      const payload = { appId, instanceId, version: stampText(versionMs), alive: event.alive };
      return { type: 'health_status_changed_event', payload };
    }
    case 'health-failed':
      return { type: 'failed_health_check_event', payload: failedCheckJson(cluster, event.facts, event.checkIndex) };
    case 'unhealthy-kill':
      return { type: 'unhealthy_instance_kill_event', payload: killJson(event.facts, event.reason) };
    case 'health-check-added': {
      const { definition, checkIndex } = event;
      const check = definition.config.healthChecks[checkIndex];
      const healthCheck = check === undefined ? {} : healthCheckJson(check);
      const payload = { appId: definition.id, healthCheck, version: stampText(definition.versionMs) };
      return { type: 'add_health_check_event', payload };
    }
    case 'health-check-removed':
      return { type: 'remove_health_check_event', payload: { appId: event.appId } };
    case 'app-terminated':
      return { type: 'app_terminated_event', payload: { appId: event.appId } };
    case 'group-change':
      return groupJson(event);
    case 'step-started':
      return {
        type: 'deployment_info',
        payload: { plan: planJson(event.plan), currentStep: stepJson(event.step) },
      };
    case 'step-done':
      return {
        type: 'deployment_step_success',
        payload: { plan: planJson(event.plan), currentStep: stepJson(event.step) },
      };
    case 'deployment-done':
      return { type: 'deployment_success', payload: { id: event.plan.id, plan: planJson(event.plan) } };
    case 'deployment-failed':
      return {
        type: 'deployment_failed',
        payload: { id: event.plan.id, plan: planJson(event.plan), reason: event.reason },
      };
  }
}
