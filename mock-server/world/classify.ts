import type { AppConfig, AppDefinition } from './app.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, at) => same(element, b[at]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

/** Nothing differs that would restart tasks; a changed label is enough to differ. */
export function sameConfig(a: AppConfig, b: AppConfig): boolean {
  return a === b || same(a, b);
}

/** What an owner wants of one app. `restart` asks for new tasks without a change. */
export type AppWish =
  | { readonly kind: 'put'; readonly id: string; readonly config: AppConfig; readonly instances: number }
  | { readonly kind: 'restart'; readonly id: string }
  | { readonly kind: 'remove'; readonly id: string };

/**
 * Stamps a wish: a changed config moves all three times, a changed count only the scaling, a restart only the config's; no change
 * keeps the old version.
 */
export function stamp(
  before: AppDefinition | null,
  config: AppConfig,
  instances: number,
  versionMs: number,
  id: string,
): AppDefinition {
  if (before === null || !sameConfig(before.config, config)) {
    return { id, config, instances, versionMs, lastScalingAtMs: versionMs, lastConfigChangeAtMs: versionMs };
  }
  if (before.instances !== instances) return { ...before, instances, versionMs, lastScalingAtMs: versionMs };
  return before;
}

/** The same app with a version that makes every task an old one. */
export function stampRestart(before: AppDefinition, versionMs: number): AppDefinition {
  return { ...before, versionMs, lastConfigChangeAtMs: versionMs };
}
