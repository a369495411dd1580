import { weightOf, type Intent } from '../domain/intent.ts';
import type { ActRow } from '../protocol/rows.ts';

/**
 * The newest act on the same thing that came after an act and stands: undoing the older one would override it too. One that only takes
 * back another later one leaves things as the older act had them. Null where nothing came since.
 */
export function actSince(act: ActRow, list: readonly ActRow[]): ActRow | null {
  const later = list
    .slice(list.findIndex(({ id }) => id === act.id) + 1)
    .filter(({ target, askedAtMs }) => target === act.target && askedAtMs >= act.askedAtMs);
  const takenBack = new Set(later.map(({ id }) => id));
  const standing = later.filter(
    ({ state, undoes, intent }) =>
      changesTarget(intent) &&
      (state === 'sent' || state === 'confirmed') &&
      !(undoes !== null && takenBack.has(undoes)),
  );
  return standing.at(-1) ?? null;
}

/** A restart or a kill leaves the thing as it is wanted to be; the gateway, which refuses by the same rule, sees more: what is there now. */
function changesTarget(intent: Intent): boolean {
  return weightOf[intent.kind] === 'reversible' || (intent.kind === 'kill-instance' && intent.scale);
}
