import type { DurationMs } from '../../domain/units.ts';
import type { Random } from '../../platform/random.ts';

const firstMs = 500;
const mostMs = 15_000;

/**
 * The wait before the next try: doubles with every failure up to 15 s, and anywhere within that span, so that screens which lost the
 * same gateway at the same moment do not come back at the same moment.
 */
export function waitBeforeTry(failures: number, random: Random): DurationMs {
  const span = Math.min(mostMs, firstMs * 2 ** Math.min(failures, 10));
  return Math.round(100 + random() * span);
}
