import { dateTime, dayTime } from '../../../i18n/format.ts';
import { oneLine } from '../../../ui/hostile.ts';

const weekMs = 6 * 86_400_000;

/** A version's id as people name it: weekday and time while recent, the date after; an id that is no time stands as it is. */
export function dayTimeOf(version: string, nowMs: number = Date.parse('9999-01-01')): string {
  const atMs = Date.parse(version);
  if (!/^\d{4}-\d\d-\d\dT/.test(version) || Number.isNaN(atMs)) return oneLine(version, 40);
  return nowMs - atMs > weekMs && nowMs < Date.parse('9000-01-01') ? dateTime(atMs) : dayTime(atMs);
}
