import type { AppConfig } from './app.ts';

/** The launch delay of one app and config: at most one, however many of its instances failed. */
export type Backoff = {
  /** The config it was earned with; a new one starts without delay. */
  readonly configMs: number;
  readonly delayMs: number;
  readonly untilMs: number;
  readonly referenceMs: number;
};

/** One failure more: the first takes the app's delay, each further one stretches it, up to the app's longest. */
export function worsened(before: Backoff | null, config: AppConfig, configMs: number, nowMs: number): Backoff {
  const fresh = before === null || before.configMs !== configMs;
  const wanted = fresh ? config.backoffMs : before.delayMs * config.backoffFactor;
  const delayMs = Math.min(wanted, config.maxLaunchDelayMs);
  return { configMs, delayMs, untilMs: nowMs + delayMs, referenceMs: nowMs };
}

/** A launch in the meantime: the same delay again, from now. So another waiting instance waits again. */
export function reanchored(before: Backoff | null, nowMs: number): Backoff | null {
  return before === null ? null : { ...before, untilMs: nowMs + before.delayMs, referenceMs: nowMs };
}

/** What is left of it: none for another config, and none once the app's longest delay has passed without news. */
export function current(before: Backoff | null, config: AppConfig, configMs: number, nowMs: number): Backoff | null {
  if (before === null || before.configMs !== configMs) return null;
  return nowMs > before.referenceMs + config.maxLaunchDelayMs + before.delayMs ? null : before;
}
