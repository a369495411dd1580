import type { DurationMs } from '../../../domain/units.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Random } from '../../../platform/random.ts';

/** Not before the new gateway surely serves pages. */
const leastWaitMs: DurationMs = 20_000;
const spreadMs: DurationMs = 280_000;

/**
 * Takes in a new build at a random moment of the next minutes: fifty walls of one house must not reload at once. One that was not served
 * just then is tried again, for the page stays as outdated as it was and nothing will say so a second time.
 */
export function takeInBuild(clock: Clock, random: Random, reload: () => Promise<boolean>): () => void {
  let isLeft = false;
  let cancel: () => void = () => undefined;
  const attempt = async (): Promise<void> => {
    const isGoing = await reload();
    if (!isGoing && !isLeft) arm();
  };
  const arm = (): void => {
    cancel = clock.after(leastWaitMs + random() * spreadMs, () => void attempt());
  };
  arm();
  return () => {
    isLeft = true;
    cancel();
  };
}
