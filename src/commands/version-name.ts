import type { EpochMs } from '../domain/units.ts';
import { dayTime } from '../i18n/format.ts';
import { oneLine } from '../ui/hostile.ts';

/** A version's id as people name it: weekday and time while recent, the date after; an id that is no time stands as it is. */
export function versionName(version: string, nowMs: EpochMs): string {
  const atMs = Date.parse(version);
  return !/^\d{4}-\d\d-\d\dT/.test(version) || Number.isNaN(atMs) ? oneLine(version, 40) : dayTime(atMs, nowMs);
}
