import type { MessagingRig } from './messaging-rig.ts';

/** What is asked again and again while time passes; by name. */
export type Probes = Readonly<Record<string, () => Promise<unknown>>>;

/** A value that was seen first at this many seconds after the start. */
type Change = { readonly t: number; readonly probe: string; readonly value: unknown };

/** Lets simulated time pass in small steps and writes down each probe's value whenever it changes; the first values are at 0. */
export async function watch(rig: MessagingRig, probes: Probes, seconds: number, stepS = 0.5): Promise<Change[]> {
  const changes: Change[] = [];
  const last = new Map<string, string>();
  for (let t = 0; t <= seconds; t += stepS) {
    if (t > 0) rig.world.clock.advance(stepS * 1000);
    for (const [probe, ask] of Object.entries(probes)) {
      const value = await ask();
      const text = JSON.stringify(value);
      if (last.get(probe) === text) continue;
      last.set(probe, text);
      changes.push({ t, probe, value });
    }
  }
  return changes;
}

/** The changes of one probe. */
export function of(changes: readonly Change[], probe: string): Change[] {
  return changes.filter((change) => change.probe === probe);
}
