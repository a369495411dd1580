import type { AppDefinition } from './app.ts';
import type { SimInstance } from './instance.ts';
import type { SimClock } from './clock.ts';
import type { SimRandom } from './random.ts';

/** An app and its slots as they are now. */
export type SimApp = {
  readonly id: string;
  readonly definition: AppDefinition;
  readonly instances: ReadonlyMap<string, SimInstance>;
};

/** The half of the world that runs apps. */
export type Cluster = {
  apps(): Iterable<SimApp>;
  app(id: string): SimApp | undefined;
  /** Called each time a task of an instance starts to run (again after a relaunch: `taskId` and `pid` are new). */
  onInstanceRunning(fn: (instance: SimInstance) => void): () => void;
  /** Called when the task of an instance that had run is no more: killed, failed, finished or lost with its agent. */
  onInstanceGone(fn: (instance: SimInstance, why: GoneReason) => void): () => void;
};

/** A lost task may still run on an agent nobody reaches. */
export type GoneReason = 'killed' | 'failed' | 'finished' | 'lost';

export type ClusterParts = { readonly clock: SimClock; readonly random: SimRandom };

/** An empty cluster. */
export function createCluster(_parts: ClusterParts): Cluster {
  const apps = new Map<string, SimApp>();
  const running = new Set<(instance: SimInstance) => void>();
  const gone = new Set<(instance: SimInstance, why: GoneReason) => void>();
  return {
    apps: () => apps.values(),
    app: (id) => apps.get(id),
    onInstanceRunning(fn) {
      running.add(fn);
      return () => void running.delete(fn);
    },
    onInstanceGone(fn) {
      gone.add(fn);
      return () => void gone.delete(fn);
    },
  };
}
