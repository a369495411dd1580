/**
 * The arithmetic of a rolling change, without the cluster. Read in Marathon 1.11's TaskReplaceActor and held against 40 recorded runs.
 */

/** How many old ones go at once, how many may be alive in all. */
export type RolloutStart = {
  readonly killAtOnce: number;
  readonly mostAlive: number;
};

/** `healthy` counts the old ones believed to serve, `existing` all old ones that are wanted so far. */
export function rolloutStart(parts: {
  readonly wanted: number;
  readonly existing: number;
  readonly healthy: number;
  readonly minimumHealthCapacity: number;
  readonly maximumOverCapacity: number;
}): RolloutStart {
  const { wanted, existing, healthy } = parts;
  const least = Math.ceil(wanted * parts.minimumHealthCapacity);
  const most = Math.floor(wanted * (1 + parts.maximumOverCapacity));
  const kill = Math.max(0, healthy - least);
  const killAtOnce = wanted < existing ? Math.max(existing - wanted, kill) : kill;
  // Nothing may go and nothing more may come: it allows itself one extra.
  const stuck = least === most && most <= healthy;
  return { killAtOnce, mostAlive: stuck ? most + 1 : most };
}

/** How many new ones to launch now. */
export function launchNow(wanted: number, started: number, oldAlive: number, mostAlive: number): number {
  return Math.max(0, Math.min(wanted - started, mostAlive - oldAlive - started));
}
