/** Pieces of Marathon's JSON. */

export type Wire = Readonly<Record<string, unknown>>;

/** A JSON object, not an array and not null. */
export function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a key, or an empty one. */
export function wireAt(source: Wire, key: string): Wire {
  const value = source[key];
  return isWire(value) ? value : {};
}

/** The list at a key, or an empty one. */
export function listAt(source: Wire, key: string): readonly unknown[] {
  const value = source[key];
  return Array.isArray(value) ? value : [];
}

/** The number at a key, or the default. */
export function numberAt(source: Wire, key: string, usual: number): number {
  const value = source[key];
  return typeof value === 'number' ? value : usual;
}

/** The text at a key; null if there is none. */
export function textAt(source: Wire, key: string): string | null {
  const value = source[key];
  return typeof value === 'string' ? value : null;
}

/** The strings of a map; other values are left out. */
export function textsAt(source: Wire, key: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(wireAt(source, key))) if (typeof value === 'string') found[name] = value;
  return found;
}

/** Without the named keys, and without keys that hold nothing. */
export function without(source: Wire, keys: ReadonlySet<string>): Wire {
  return Object.fromEntries(
    Object.entries(source).filter(([key, value]) => !keys.has(key) && value !== undefined && value !== null),
  );
}

/** Timestamps are UTC with exactly three digits of a second. */
export function stampText(ms: number): string {
  return new Date(ms).toISOString();
}

/** Ms of an ISO-8601 date-time with an offset; null if it is none. */
export function stampOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
