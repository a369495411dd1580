import { conditionOf, servingOf, type App } from './app.ts';
import type { Held } from './attention-hold.ts';
import type { Attention, Trouble } from './attention.ts';
import type { Deployment } from './deployment.ts';
import type { Flow, Offer } from './drain.ts';
import type { Fault } from './fault.ts';
import type { Intent } from './intent.ts';
import type { EntityKey } from './keys.ts';
import { blockerOf, type Launch } from './launch.ts';
import type { Queue } from './queue.ts';
import type { Source, SourceStatus } from './source.ts';
import type { EpochMs, Ratio } from './units.ts';
import type { Worker, WorkerState } from './worker.ts';

/** The parameters of the rules. */
export const attentionLimits = {
  /** A queue shorter than this may stand without consumers. */
  leastUndrained: 10,
  /** Dead letters, which nobody is meant to drain, may stand in smaller numbers. */
  leastDeadLetters: 100,
  /** A queue shorter than this may grow. */
  leastFilling: 100,
  /** A queue that grows slower may grow. */
  leastGrowthPerS: 0.5,
  /** Flower lists dead workers for ever; after this long one is nobody's business any more. */
  forgetWorkerMs: 6 * 3_600_000,
} as const;

/** Share of an app's wanted capacity that is missing. */
function missingOf(app: App): Ratio {
  return app.wanted === 0 ? 0 : Math.max(0, Math.min(1, 1 - servingOf(app) / app.wanted));
}

/** What troubles an app at this moment, patience apart. */
export function appTrouble(app: App, launch: Launch | undefined): Trouble | null {
  const condition = conditionOf(app, launch);
  switch (condition) {
    case 'failing':
    case 'delayed':
    case 'waiting':
    case 'unreachable':
      return condition;
    case 'deploying':
    case 'unchecked':
    case 'healthy':
    case 'suspended':
      return null;
  }
}

/**
 * Since when an app is in this trouble by its upstream's own word, which a gateway that just started has not seen itself; null where
 * nothing tells. It is the upstream's clock.
 */
export function appTroubleSinceMs(app: App, launch: Launch | undefined, trouble: Trouble | null): EpochMs | null {
  if (trouble === 'waiting') return launch?.sinceMs ?? null;
  return trouble === 'delayed' ? (app.lastFailure?.atMs ?? null) : null;
}

/**
 * The attention an app in trouble asks for; null while it may still pass. `isTakenBack`: what runs on it was started to take a change
 * back.
 */
export function appAttention(
  app: App,
  launch: Launch | undefined,
  held: Held,
  isTakenBack: boolean = false,
): Attention | null {
  if (!held.raised) return null;
  const { counts } = app;
  const figures: Record<string, number> = {
    wanted: app.wanted,
    missing: Math.max(0, app.wanted - servingOf(app)),
    running: counts.running,
    unhealthy: counts.unhealthy,
  };
  if (launch) figures['waiting'] = launch.waiting;
  if (held.trouble === 'delayed' && launch && launch.retryAtMs !== null) figures['retryAtMs'] = launch.retryAtMs;
  const blocker = held.trouble === 'waiting' && launch ? blockerOf(launch) : null;
  if (blocker) Object.assign(figures, { declined: blocker.declined, processed: blocker.processed });
  return {
    key: `${held.trouble}:${app.key}`,
    trouble: held.trouble,
    subject: { kind: 'app', key: app.key, name: app.id },
    sinceMs: held.sinceMs,
    missing: missingOf(app),
    limitInMs: null,
    figures,
    text: held.trouble === 'waiting' ? (blocker?.reason ?? null) : (app.lastFailure?.message ?? null),
    help: helpForApp(app, held.trouble, isTakenBack),
  };
}

/** A change that does not come up is taken back; a back-off that nothing new caused is cut short; a shortage no lever here ends. */
function helpForApp(app: App, trouble: Trouble, isTakenBack: boolean): Intent | null {
  const changing = app.deploymentIds.length > 0;
  if (changing && (trouble === 'delayed' || trouble === 'failing')) {
    if (isTakenBack || !isConfigurationLast(app)) return null;
    return { kind: 'roll-back-app', app: app.key, version: null, keepCount: true };
  }
  return trouble === 'delayed' ? { kind: 'reset-delay', app: app.key } : null;
}

/**
 * Whether what changed last is the configuration: Marathon 1.11.26 then stamps both times alike, a scaling moves the one and a restart
 * the other (recorded). Else there is no change to go back from.
 */
function isConfigurationLast({ lastConfigChangeAtMs, lastScalingAtMs }: App): boolean {
  return lastConfigChangeAtMs !== null && lastConfigChangeAtMs === lastScalingAtMs;
}

/** A queue with what the rules need around it. */
export interface QueueScene {
  queue: Queue;
  flow: Flow;
  /** The one app known to drain it. */
  owner: { app: EntityKey; wanted: number; suspendedFrom: number | null } | null;
  offer: Offer | null;
  /** There is evidence that what is in it was turned away elsewhere. */
  takesDeadLetters: boolean;
}

/** Whether an app's own trouble is all there is to say of the queue it drains: it is meant to stand, or half of it is missing. */
export function explainsQueue(app: App): boolean {
  return app.wanted === 0 || missingOf(app) >= 0.5;
}

/** Nobody is meant to drain a dead-letter queue. */
function holdsDeadLetters({ owner, takesDeadLetters }: Pick<QueueScene, 'owner' | 'takesDeadLetters'>): boolean {
  return owner === null && takesDeadLetters;
}

/** What troubles a queue at this moment, patience apart. */
export function queueTrouble({ queue, flow, owner, takesDeadLetters }: QueueScene): Trouble | null {
  if (queue.role === 'internal' || queue.depth === null) return null;
  if (queue.consumers === 0) {
    const { leastUndrained, leastDeadLetters } = attentionLimits;
    if (queue.depth >= (holdsDeadLetters({ owner, takesDeadLetters }) ? leastDeadLetters : leastUndrained))
      return 'queue-undrained';
  }
  if (queue.depth < attentionLimits.leastFilling || flow.trend !== 'rising') return null;
  if (flow.inPerS === null || flow.outPerS === null) return null;
  return flow.inPerS - flow.outPerS >= attentionLimits.leastGrowthPerS ? 'queue-fills' : null;
}

/** The attention a queue in trouble asks for; null while it may still pass. */
export function queueAttention(scene: QueueScene, held: Held): Attention | null {
  if (!held.raised) return null;
  const { queue, flow, owner, offer } = scene;
  const figures: Record<string, number> = {};
  if (queue.depth !== null) figures['depth'] = queue.depth;
  if (flow.inPerS !== null) figures['inPerS'] = roundRate(flow.inPerS);
  if (flow.outPerS !== null) figures['outPerS'] = roundRate(flow.outPerS);
  if (queue.consumers !== null) figures['consumers'] = queue.consumers;
  let help: Intent | null = null;
  if (held.trouble === 'queue-undrained') {
    if (owner?.wanted === 0) help = { kind: 'resume-app', app: owner.app, to: owner.suspendedFrom };
  } else if (offer) {
    help = { kind: 'scale-app', app: offer.app, to: offer.to };
    figures['to'] = offer.to;
    figures['emptyInMs'] = offer.emptyInMs;
  }
  const short = flow.inPerS === null || flow.outPerS === null || flow.inPerS <= 0 ? 0 : 1 - flow.outPerS / flow.inPerS;
  return {
    key: `${held.trouble}:${queue.key}`,
    trouble: held.trouble,
    subject: { kind: 'queue', key: queue.key, name: queue.name },
    sinceMs: held.sinceMs,
    missing: held.trouble === 'queue-fills' ? Math.max(0, Math.min(1, short)) : holdsDeadLetters(scene) ? 0 : 1,
    limitInMs: null,
    figures,
    text: null,
    help,
  };
}

/** To a tenth, so that a trembling rate is no news. */
function roundRate(perS: number): number {
  return Math.round(perS * 10) / 10;
}

/** A worker with what the rules need around it. */
export interface WorkerScene {
  worker: Worker;
  state: WorkerState;
  /** Processes of all workers that drain its queues, its own included; null when not known. */
  peersProcesses: number | null;
  /** Someone stopped it on purpose, or another took its place. */
  excused: boolean;
}

/** What troubles a worker at this moment, patience apart. Where the broker is away nobody can tell, and the source says so once. */
export function workerTrouble({ worker, state, excused }: WorkerScene, nowMs: EpochMs): Trouble | null {
  if (state !== 'gone' || excused || worker.heartbeatAtMs === null) return null;
  return nowMs - worker.heartbeatAtMs > attentionLimits.forgetWorkerMs ? null : 'worker-gone';
}

/** The attention a lost worker asks for; null while it may still come back. */
export function workerAttention({ worker, peersProcesses }: WorkerScene, held: Held): Attention | null {
  if (!held.raised) return null;
  const figures: Record<string, number> = {};
  if (worker.processes !== null) figures['processes'] = worker.processes;
  if (worker.heartbeatAtMs !== null) figures['heartbeatAtMs'] = worker.heartbeatAtMs;
  const known = worker.processes !== null && peersProcesses !== null && peersProcesses > 0;
  return {
    key: `${held.trouble}:${worker.key}`,
    trouble: held.trouble,
    subject: { kind: 'worker', key: worker.key, name: worker.name },
    sinceMs: worker.heartbeatAtMs ?? held.sinceMs,
    missing: known ? Math.min(1, (worker.processes ?? 0) / (peersProcesses ?? 1)) : 0,
    limitInMs: null,
    figures,
    text: null,
    help: null,
  };
}

/** A text that changes whenever a deployment gets on; the engine keeps since when it is the same. */
export function progressOf(deployment: Deployment, apps: readonly App[]): string {
  const counts = apps.map(({ id, version, counts }) => [id, version, counts.running, counts.healthy]);
  const ready = deployment.readiness.filter((one) => one.ready).length;
  return JSON.stringify([deployment.step, ready, ...counts]);
}

/** What troubles a deployment: that it runs. Patience does the rest, anew from each progress. */
export function deploymentTrouble(deployment: Deployment): Trouble | null {
  return deployment.outcome === 'running' ? 'deployment-stuck' : null;
}

/**
 * The attention of a deployment that does not get on. Both ways to stop one are irreversible, so none is offered here: its page
 * explains what each would do.
 */
export function deploymentAttention(deployment: Deployment, apps: readonly App[], held: Held): Attention | null {
  if (!held.raised) return null;
  const unready = deployment.readiness.filter((one) => !one.ready).length;
  return {
    key: `${held.trouble}:${deployment.key}`,
    trouble: held.trouble,
    subject: { kind: 'deployment', key: deployment.key, name: deployment.appIds[0] ?? deployment.id },
    sinceMs: held.sinceMs,
    missing: apps.reduce((worst, app) => Math.max(worst, missingOf(app)), 0),
    limitInMs: null,
    figures: { step: deployment.step, stepCount: deployment.stepCount, apps: deployment.appIds.length, unready },
    text: null,
    help: null,
  };
}

/** What troubles a source at this moment. `brokerAway`: all its workers fell silent at once while it answers. */
export function sourceTrouble(status: SourceStatus, brokerAway: boolean): Trouble | null {
  // A source that never answered is no trouble until its first try has failed.
  const lost = status.state === 'lost' || (status.state === 'connecting' && status.fault !== null);
  return lost ? 'source-lost' : brokerAway ? 'broker-away' : null;
}

/** The attention of a source in trouble; null while it may still pass. Nothing behind it is known: all of it counts as missing. */
export function sourceAttention(source: Source, status: SourceStatus, held: Held): Attention | null {
  if (!held.raised) return null;
  const figures: Record<string, number> = {};
  if (held.trouble === 'source-lost') {
    if (status.nextTryAtMs !== null) figures['nextTryAtMs'] = status.nextTryAtMs;
    if (status.lastOkAtMs !== null) figures['lastOkAtMs'] = status.lastOkAtMs;
  }
  return {
    key: `${held.trouble}:${source.id}`,
    trouble: held.trouble,
    subject: { kind: 'source', key: source.id, name: source.name },
    sinceMs: held.trouble === 'source-lost' ? (status.lostSinceMs ?? held.sinceMs) : held.sinceMs,
    missing: 1,
    limitInMs: null,
    figures,
    text: held.trouble === 'source-lost' && status.fault ? textOf(status.fault.fault) : null,
    help: null,
  };
}

function textOf(fault: Fault): string | null {
  return 'text' in fault && fault.text !== '' ? fault.text : null;
}
