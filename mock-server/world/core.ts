import type { SimAgent } from './agent.ts';
import type { AppDefinition } from './app.ts';
import { current } from './backoff.ts';
import type { Backoff } from './backoff.ts';
import { behaviourOf } from './behaviour.ts';
import type { Behaviour, BehaviourOverride } from './behaviour.ts';
import type { SimClock } from './clock.ts';
import { createSignal } from './events.ts';
import type { ClusterEvent, InstanceFacts, Signal } from './events.ts';
import type { SimInstance } from './instance.ts';
import type { OfferTally } from './offers.ts';
import type { SimRandom } from './random.ts';

/** The last task of an app that ended badly. Kept until the app is removed. */
type TaskFailure = {
  readonly facts: InstanceFacts;
  readonly state: 'failed' | 'killed' | 'gone';
  readonly message: string;
  readonly atMs: number;
};

/** An app as the world moves it. */
export type AppRecord = {
  readonly id: string;
  definition: AppDefinition;
  readonly instances: Map<string, SimInstance>;
  /** By stamp; null: somebody asked for this version, so it is listed, but there is nothing to fetch. */
  readonly versions: Map<number, AppDefinition | null>;
  lastFailure: TaskFailure | null;
  backoff: Backoff | null;
  tally: OfferTally | null;
  override: BehaviourOverride | undefined;
  /** Grows with each change that a reader of counts, definition or deployments could see. */
  revision: number;
};

/** Why a task that had run is no more. A lost one may still run where nobody reaches it. */
export type GoneReason = 'killed' | 'failed' | 'finished' | 'lost';

/** What the parts of a cluster share. */
export type Core = {
  readonly clock: SimClock;
  readonly random: SimRandom;
  readonly apps: Map<string, AppRecord>;
  /** Removed apps whose last tasks still die. */
  readonly dying: Map<string, AppRecord>;
  readonly agents: Map<string, SimAgent>;
  /** Apps that may have something to launch. */
  readonly queued: Set<AppRecord>;
  readonly events: Signal<ClusterEvent>;
  /** After any change of an instance. */
  readonly moved: Signal<{ readonly app: AppRecord; readonly instance: SimInstance }>;
  readonly running: Signal<SimInstance>;
  readonly gone: Signal<{ readonly instance: SimInstance; readonly why: GoneReason }>;
  /** There is something new to launch, or new room to launch it in. */
  readonly demand: Signal<void>;
};

/** The empty centre of a cluster. */
export function createCore(clock: SimClock, random: SimRandom): Core {
  return {
    clock,
    random,
    apps: new Map(),
    dying: new Map(),
    agents: new Map(),
    queued: new Set(),
    events: createSignal(),
    moved: createSignal(),
    running: createSignal(),
    gone: createSignal(),
    demand: createSignal(),
  };
}

/** A fresh record. */
export function createRecord(definition: AppDefinition): AppRecord {
  return {
    id: definition.id,
    definition,
    instances: new Map(),
    versions: new Map([[definition.versionMs, definition]]),
    lastFailure: null,
    backoff: null,
    tally: null,
    override: undefined,
    revision: 0,
  };
}

/** The record of an instance, also of one whose app was removed. */
export function recordOf(core: Core, instance: SimInstance): AppRecord | undefined {
  const alive = core.apps.get(instance.appId);
  if (alive?.instances.has(instance.id) === true) return alive;
  const dying = core.dying.get(instance.appId);
  return dying?.instances.has(instance.id) === true ? dying : (alive ?? dying);
}

/** A snapshot for an event. */
export function factsOf(instance: SimInstance): InstanceFacts {
  return {
    instanceId: instance.id,
    taskId: instance.taskId,
    appId: instance.appId,
    versionMs: instance.definition.versionMs,
    agentId: instance.agentId,
    host: instance.host,
    ports: instance.ports,
  };
}

/** How this instance's tasks behave now. */
export function behaviour(app: AppRecord, instance: SimInstance): Behaviour {
  return behaviourOf(instance.definition, app.override);
}

/** The launch delay that counts now, if any. */
export function backoffOf(core: Core, app: AppRecord): Backoff | null {
  const { config, lastConfigChangeAtMs } = app.definition;
  return current(app.backoff, config, lastConfigChangeAtMs, core.clock.nowMs());
}

/** Tells everyone that an instance changed. */
export function tellMoved(core: Core, app: AppRecord, instance: SimInstance): void {
  app.revision += 1;
  core.moved.emit({ app, instance });
}

/** A change of condition or goal. */
export function tellChanged(core: Core, app: AppRecord, instance: SimInstance): void {
  core.events.emit({ kind: 'instance-changed', facts: factsOf(instance), state: instance.state });
  tellMoved(core, app, instance);
}
