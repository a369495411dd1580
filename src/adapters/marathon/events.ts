import { FaultError } from '../../domain/fault.ts';
import { keyOf } from '../../domain/keys.ts';
import type { Mark, Sink } from '../../domain/ports.ts';
import { cutText, unreadable } from '../../platform/answer.ts';
import { readRecord } from '../../platform/record.ts';
import type { ServerEvent } from '../../platform/stream.ts';
import type { Reading } from './read-lists.ts';
import { pathOf } from './translate.ts';
import { deploymentOfPlan } from './translate-deployment.ts';
import { wireEvent, type WireEvent, type WirePlan } from './wire.ts';

/** Conditions after which an instance waits in the launch queue, or left it. */
const launchConditions = ['Scheduled', 'Provisioned', 'Failed', 'Finished', 'Error', 'Dropped', 'Gone'] as const;

/** Turns one event into marks: which app or list is to be read again. */
export function onEvent(reading: Reading, event: ServerEvent, marks: (mark: Mark) => void, sink: Sink): void {
  const wire = parseEvent(event, sink);
  if (!wire) return;
  switch (event.name) {
    case 'status_update_event':
    case 'health_status_changed_event':
    case 'failed_health_check_event':
    case 'unhealthy_instance_kill_event':
    case 'unhealthy_task_kill_event':
    case 'app_terminated_event':
      return markApp(reading, wire.appId, marks);
    case 'instance_changed_event':
      if (launchConditions.some((condition) => condition === wire.condition)) marks({ kind: 'read', name: 'launches' });
      return markApp(reading, wire.runSpecId, marks);
    case 'instance_health_changed_event':
    case 'unknown_instance_terminated_event':
      return markApp(reading, wire.runSpecId, marks);
    case 'api_post_event':
      return markApp(reading, wire.appDefinition?.id, marks);
    case 'group_change_success':
      return marks({ kind: 'read', name: 'deployments' });
    case 'deployment_info':
    case 'deployment_step_success':
    case 'deployment_step_failure':
      return onStep(reading, event.name, wire, marks, sink);
    case 'deployment_success':
    case 'deployment_failed':
      return onEnd(reading, event.name === 'deployment_success' ? 'succeeded' : 'failed', wire, marks, sink);
    default:
      return;
  }
}

function parseEvent(event: ServerEvent, sink: Sink): WireEvent | null {
  const path = `events.${cutText(event.name, 60)}`;
  let wire: WireEvent | FaultError;
  try {
    wire = readRecord(wireEvent, JSON.parse(event.data), path);
  } catch {
    wire = unreadable(path, `no JSON: ${cutText(event.data, 120)}`);
  }
  if (!(wire instanceof FaultError)) return wire;
  sink.unreadable(wire.fault);
  return null;
}

function markApp({ source }: Reading, appId: string | null | undefined, marks: (mark: Mark) => void): void {
  if (appId) marks({ kind: 'app', key: keyOf(source, pathOf(appId)) });
}

function markPlan(reading: Reading, plan: WirePlan, marks: (mark: Mark) => void): void {
  const apps = new Set((plan.steps ?? []).flatMap(({ actions }) => actions.map(({ app }) => app)));
  for (const app of apps) markApp(reading, app, marks);
}

/** A step began or ended. A deployment of a second is over before a poll sees it, so its beginning is told from the event. */
function onStep(
  reading: Reading,
  name: string,
  { plan, currentStep }: WireEvent,
  marks: (mark: Mark) => void,
  sink: Sink,
): void {
  if (!plan) return;
  const { source, memory, clock } = reading;
  const startedAtMs = memory.startOf(plan.id, plan.version, clock.now());
  if (name === 'deployment_info') {
    sink.put('deployment', deploymentOfPlan(source, plan, currentStep?.actions ?? [], startedAtMs));
  }
  marks({ kind: 'read', name: 'deployments' });
  markPlan(reading, plan, marks);
}

/**
 * A deployment ended. A write that was refused (409) is told as the failure of a deployment that never existed (measured on 1.11.26),
 * so ends of unknown ids say nothing.
 */
function onEnd(
  reading: Reading,
  outcome: 'succeeded' | 'failed',
  wire: WireEvent,
  marks: (mark: Mark) => void,
  sink: Sink,
): void {
  const id = wire.id ?? wire.plan?.id;
  if (!id || !reading.memory.deployments.has(id)) return;
  sink.ended(keyOf(reading.source, id), outcome, wire.reason ? cutText(wire.reason) : null);
  marks({ kind: 'read', name: 'deployments' });
  if (wire.plan) markPlan(reading, wire.plan, marks);
}
