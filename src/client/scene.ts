import { useSyncExternalStore } from 'react';
import type { Intent } from '../domain/intent.ts';
import { targetOf } from '../domain/intent.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import { refusalOf, type IntentScene, type Refusal } from '../domain/refusal.ts';
import type { SourceStatus } from '../domain/source.ts';
import type { Task } from '../domain/task.ts';
import type { AppRow, ClusterDoc, DeploymentRow, QueueRow, SourceRow, WorkerRow } from '../protocol/rows.ts';
import { topics } from '../protocol/topics.ts';
import { useLiveStore, useSources, useTopic } from './live.tsx';

/** The row a lever acts on. */
export type Target =
  | { kind: 'app'; row: AppRow; versionCount?: number | null }
  | { kind: 'deployment'; row: DeploymentRow }
  | { kind: 'queue'; row: QueueRow }
  | { kind: 'worker'; row: WorkerRow }
  | { kind: 'task'; task: Pick<Task, 'key' | 'state'> };

const finalStates: ReadonlySet<string> = new Set(['SUCCESS', 'FAILURE', 'REVOKED']);

/** The key of a target's entity. */
export function keyOfTarget(target: Target): EntityKey {
  return target.kind === 'task' ? target.task.key : target.row.key;
}

/** What a row tells of an intent's scene; pure. */
export function sceneOf(target: Target | null, readOnly: boolean, source: SourceStatus['state']): IntentScene {
  const scene: IntentScene = { readOnly, source };
  switch (target?.kind) {
    case undefined:
      return scene;
    case 'app': {
      const { wanted, suspendedFrom, lifecycle, deployments } = target.row;
      const versionCount = target.versionCount ?? null;
      return {
        ...scene,
        app: { wanted, suspendedFrom, versionCount, delayed: lifecycle === 'delayed' },
        heldBy: deployments,
      };
    }
    case 'deployment':
      return { ...scene, deployment: { running: target.row.outcome === 'running' } };
    case 'queue':
      return { ...scene, queue: { internal: target.row.role === 'internal', ready: target.row.ready } };
    case 'worker': {
      const { state, processes, autoscale, queues } = target.row;
      return { ...scene, worker: { state, processes, autoscaled: autoscale !== null, queues } };
    }
    case 'task':
      return { ...scene, task: { final: finalStates.has(target.task.state) } };
  }
}

/** The scene for a target, from the sources and the cluster as they stand; pure. */
function sceneFor(
  target: Target | null,
  key: EntityKey,
  sources: readonly SourceRow[],
  cluster: ClusterDoc | null,
): IntentScene {
  const id = sourceOf(key);
  const source = sources.find((one) => one.id === id);
  const readOnly = (cluster?.readOnly ?? false) || (source?.readOnly ?? false);
  return sceneOf(target, readOnly, source?.state ?? 'connecting');
}

/** The cluster as a whole; null until known. */
export function useCluster(): ClusterDoc | null {
  useTopic(topics.cluster);
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribeCluster, store.cluster);
}

/** Why an intent would be refused here and now, or null: a function, so that a list asks for the rows it shows. */
export function useRefusal(): (intent: Intent, target: Target | null) => Refusal | null {
  const sources = useSources();
  const cluster = useCluster();
  return (intent, target) => refusalOf(intent, sceneFor(target, targetOf(intent), sources, cluster));
}
