function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether two plain values (JSON, with undefined) say the same; identity first, since that is the common case of a quiet cluster. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isRecord(a) || !isRecord(b)) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b);
  if (Array.isArray(b)) return false;
  let fields = 0;
  for (const name in a) {
    if (!sameContent(a[name], b[name])) return false;
    fields += 1;
  }
  for (const _ in b) fields -= 1;
  return fields === 0;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!sameContent(a[i], b[i])) return false;
  return true;
}
