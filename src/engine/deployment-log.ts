import type { Deployment } from '../domain/deployment.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { EpochMs } from '../domain/units.ts';

/** How a deployment ended, in the words of its event. */
interface Ending {
  outcome: 'succeeded' | 'failed';
  reason: string | null;
}

const mostFinished = 100;
const mostEndings = 500;

/** Deployments with their ends: upstreams forget a deployment once it is over, this remembers the last hundred. */
export class DeploymentLog {
  readonly #running = new Map<EntityKey, Deployment>();
  readonly #finished = new Map<EntityKey, Deployment>();
  /** Ends that were told; an end may be told before or after the list forgets the deployment. */
  readonly #endings = new Map<EntityKey, Ending>();
  readonly #dropped: (key: EntityKey) => void;

  /** `dropped` hears which finished deployments were let go. */
  constructor(dropped: (key: EntityKey) => void) {
    this.#dropped = dropped;
  }

  get(key: EntityKey): Deployment | undefined {
    return this.#running.get(key) ?? this.#finished.get(key);
  }

  running(): IterableIterator<Deployment> {
    return this.#running.values();
  }

  isOver(key: EntityKey): boolean {
    return this.#endings.has(key);
  }

  /** The list shows it, or (undefined) no longer does. Returns what is now known of it. */
  listed(key: EntityKey, deployment: Deployment | undefined, nowMs: EpochMs): Deployment | undefined {
    if (!deployment) return this.#finish(key, nowMs);
    const known = this.#running.get(key);
    // Its beginning stays what it was when it was first seen.
    const kept = known ? { ...deployment, startedAtMs: known.startedAtMs } : deployment;
    this.#finished.delete(key);
    this.#running.set(key, kept);
    return kept;
  }

  /** An event told its end. Returns the finished deployment when it was known. */
  ended(key: EntityKey, ending: Ending, nowMs: EpochMs): Deployment | undefined {
    this.#endings.set(key, ending);
    trim(this.#endings, mostEndings);
    const finished = this.#finished.get(key);
    if (!finished) return this.#finish(key, nowMs);
    const told = { ...finished, outcome: ending.outcome, reason: ending.reason };
    this.#finished.set(key, told);
    return told;
  }

  #finish(key: EntityKey, nowMs: EpochMs): Deployment | undefined {
    const running = this.#running.get(key);
    if (!running) return this.#finished.get(key);
    const ending = this.#endings.get(key);
    const finished: Deployment = {
      ...running,
      outcome: ending?.outcome ?? 'gone',
      reason: ending?.reason ?? null,
      endedAtMs: nowMs,
      current: [],
    };
    this.#running.delete(key);
    this.#finished.set(key, finished);
    for (const dropped of trim(this.#finished, mostFinished)) this.#dropped(dropped);
    return finished;
  }
}

/** Lets go of the oldest entries beyond `most`; returns their keys. */
function trim(map: Map<EntityKey, unknown>, most: number): EntityKey[] {
  const gone: EntityKey[] = [];
  for (const key of map.keys()) {
    if (map.size <= most) break;
    map.delete(key);
    gone.push(key);
  }
  return gone;
}
