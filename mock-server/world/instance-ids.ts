import type { SimClock } from './clock.ts';
import type { SimRandom } from './random.ts';

function hexOf(value: number, digits: number): string {
  return Math.floor(value).toString(16).padStart(digits, '0').slice(-digits);
}

/** Instance ids as the scheduler makes them: the app's path and a UUID of version 1, so of clock, sequence and node. */
export function createIds(clock: SimClock, random: SimRandom): (appId: string) => string {
  const node = random.stream('node').hex(12);
  const sequence = random.stream('clock-sequence').hex(4);
  let drawn = 0;
  return (appId) => {
    drawn += 1;
    const now = clock.nowMs();
    const uuid = `${hexOf(now * 8 + drawn, 8)}-${hexOf(now / 2 ** 29, 4)}-11f1-${sequence}-${node}`;
    return `${appId.slice(1).replaceAll('/', '_')}.instance-${uuid}`;
  };
}
