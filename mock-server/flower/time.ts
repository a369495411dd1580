/** Unix seconds with a fraction, as Celery writes times. */
export const seconds = (ms: number): number => ms / 1000;

export const secondsOrNull = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

/** `2026-11-21T07:15:34.774746+00:00`, Python's isoformat in UTC. */
export function isoMicros(ms: number): string {
  return new Date(ms).toISOString().replace(/(\.\d{3})Z$/, '$1000+00:00');
}
