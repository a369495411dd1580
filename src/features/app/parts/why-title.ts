import type { Translate } from '../../../i18n/translate.ts';
import type { AppDoc } from '../../../protocol/rows.ts';
import { emptySlots, type EmptyReason } from '../view.ts';

/** Why slots are empty, in one line: how many wait, and for what. */
export function whyTitle(doc: AppDoc, reason: EmptyReason, t: Translate): string {
  const count = Math.max(emptySlots(doc), doc.launch?.waiting ?? 0);
  return reason.kind === 'no-fit'
    ? t('app.why.no-fit', { count, blocker: t(`blocker.${reason.blocker.reason}`) })
    : t(`app.why.${reason.kind}`, { count });
}
