import type { SimInstance } from '../world/instance.ts';

/** How many tasks are in which state. A task that is starting or unreachable is in neither of the first two. */
export type Counts = {
  readonly staged: number;
  readonly running: number;
  readonly healthy: number;
  readonly unhealthy: number;
};

/** Counts as Marathon 1.11.26 does: staged until the first status, running only while TASK_RUNNING. */
export function countTasks(instances: Iterable<SimInstance>): Counts {
  let staged = 0;
  let running = 0;
  let healthy = 0;
  let unhealthy = 0;
  for (const { state, health } of instances) {
    if (state === 'provisioned' || state === 'staging') staged += 1;
    else if (state === 'running' || state === 'killing') running += 1;
    else continue;
    if (health === null) continue;
    if (health.alive) healthy += 1;
    else unhealthy += 1;
  }
  return { staged, running, healthy, unhealthy };
}
