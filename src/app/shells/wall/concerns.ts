import type { Attention } from '../../../domain/attention.ts';
import { keyOf, sourceOf, type EntityKey } from '../../../domain/keys.ts';
import type { DeploymentRow, QueueRow, WorkerRow } from '../../../protocol/rows.ts';

/** Rows by key, as far as they tell which apps a thing has to do with. */
export interface Relations {
  deployments: ReadonlyMap<EntityKey, DeploymentRow>;
  queues: ReadonlyMap<EntityKey, QueueRow>;
  workers: ReadonlyMap<EntityKey, WorkerRow>;
}

/** The apps of a deployment: those its present step works at, or all of them between steps. */
function appsOfDeployment({ key, current, appIds }: DeploymentRow): readonly EntityKey[] {
  const ids = current.length > 0 ? current.map(({ appId }) => appId) : appIds;
  return [...new Set(ids)].map((id) => keyOf(sourceOf(key), id));
}

/** The apps a subject has to do with; none where that is not known. */
export function appsOf({ kind, key, name }: Attention['subject'], relations: Relations): readonly EntityKey[] {
  switch (kind) {
    case 'app':
      return [key];
    case 'deployment': {
      const row = relations.deployments.get(key);
      // The rules name a deployment after its first app.
      return row ? appsOfDeployment(row) : name.startsWith('/') ? [keyOf(sourceOf(key), name)] : [];
    }
    case 'queue':
      return relations.queues.get(key)?.drains.flatMap(({ app }) => app ?? []) ?? [];
    case 'worker':
      return [relations.workers.get(key)?.app ?? null].filter((app) => app !== null);
    case 'source':
      return [];
  }
}

/**
 * The apps that are marked in the mosaic for a trouble: the app itself, or those whose deployment is stuck. A queue's drainers are not: they
 * may be as well as can be.
 */
export function markedApps({ subject }: Attention, deployments: Relations['deployments']): readonly EntityKey[] {
  if (subject.kind !== 'app' && subject.kind !== 'deployment') return [];
  return appsOf(subject, { deployments, queues: new Map(), workers: new Map() });
}
