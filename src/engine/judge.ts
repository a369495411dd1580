import type { EntityKey } from '../domain/keys.ts';
import type { EpochMs } from '../domain/units.ts';
import type { Changes } from './changes.ts';
import { Subjects, type SubjectsOptions } from './subjects.ts';
import { Troubles, type TroublesOptions } from './troubles.ts';

/** What judging needs. */
export interface JudgeOptions extends SubjectsOptions, Omit<TroublesOptions, 'turned'> {
  /** A deployment got stuck, or on again. */
  stuckTurned: (deployment: EntityKey) => void;
}

const deploymentPrefix = 'deployment ';

/** Says what needs someone: looks at what changed, and once a second at what is in trouble. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #subjects: Subjects;
  readonly #troubles: Troubles;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#subjects = new Subjects(options);
    this.#troubles = new Troubles({
      ...options,
      turned: (id) => {
        if (id.startsWith(deploymentPrefix)) options.stuckTurned(id.slice(deploymentPrefix.length));
      },
    });
  }

  /** The store changed. */
  changed({ app, launch, queue, worker, deployment }: Changes, nowMs: EpochMs): void {
    for (const key of app) this.#app(key, nowMs);
    for (const key of launch) if (!app.has(key)) this.#app(key, nowMs);
    for (const key of queue) this.queue(key, nowMs);
    for (const key of worker) this.#worker(key, nowMs);
    for (const key of deployment)
      this.#troubles.changed(deploymentPrefix + key, () => this.#subjects.deployment(key), nowMs);
    this.#troubles.publish();
  }

  /** A queue changed, or its flow did. */
  queue(key: EntityKey, nowMs: EpochMs): void {
    this.#troubles.changed(`queue ${key}`, () => this.#subjects.queue(key), nowMs);
  }

  source(id: string, nowMs: EpochMs): void {
    this.#troubles.changed(`source ${id}`, () => this.#subjects.source(id), nowMs);
    this.#troubles.publish();
  }

  #worker(key: EntityKey, nowMs: EpochMs): void {
    this.#troubles.changed(`worker ${key}`, () => this.#subjects.worker(key), nowMs);
  }

  isStuck(deployment: EntityKey): boolean {
    return this.#troubles.isRaised(deploymentPrefix + deployment);
  }

  /** Once a second. */
  tick(nowMs: EpochMs): void {
    const { sources, projector } = this.#options;
    for (const id of sources.keys()) this.#troubles.changed(`source ${id}`, () => this.#subjects.source(id), nowMs);
    for (const key of projector.silentWorkers()) this.#worker(key, nowMs);
    this.#troubles.tick(nowMs);
  }

  #app(key: EntityKey, nowMs: EpochMs): void {
    this.#troubles.changed(`app ${key}`, () => this.#subjects.app(key), nowMs);
  }
}
