import type { Intent } from '../domain/intent.ts';
import { describeFault } from '../i18n/faults.ts';
import { count } from '../i18n/format.ts';
import type { Translate } from '../i18n/translate.ts';
import type { ActRow } from '../protocol/rows.ts';
import { nameOfTarget } from './names.ts';

/** What an intent asks for, as a short sentence: "Scale /shop/worker to 9". */
export function describeIntent(intent: Intent, t: Translate): string {
  const name = nameOfTarget(intent);
  switch (intent.kind) {
    case 'scale-app':
      return t('acts.scale-app', { name, to: intent.to });
    case 'grow-pool':
    case 'shrink-pool':
      return t(`acts.${intent.kind}`, { name, by: intent.by });
    case 'add-consumer':
    case 'cancel-consumer':
      return t(`acts.${intent.kind}`, { name, queue: intent.queue });
    default:
      return t(`acts.${intent.kind}`, { name });
  }
}

/** An act with how it stands; quotes the upstream where it said no. `now` is how the figure stands at present. */
export function describeAct(act: ActRow, t: Translate, now: number | null = null): string {
  const asked = describeIntent(act.intent, t);
  const what = act.undoes === null ? asked : t('acts.undoOf', { what: asked });
  switch (act.state) {
    case 'refused':
      return act.fault
        ? t('acts.upstream', { what, why: describeFault(act.fault, t) })
        : t('acts.line', { what, state: t('acts.state.refused') });
    case 'conflict': {
      const holders = act.fault?.kind === 'conflict' ? act.fault.deployments : [];
      return holders.length > 0
        ? t('acts.conflict', { what, holders: holders.map((id) => id.slice(0, 8)).join(', ') })
        : t('acts.conflictUnknown', { what });
    }
    case 'timed-out':
      return t('acts.timedOut', { what, now: now === null ? '' : t('acts.now', { value: now }) }).trim();
    case 'asked':
    case 'sent':
    case 'confirmed':
    case 'undone': {
      const state = t(`acts.state.${act.state}`);
      return act.before !== null && act.after !== null
        ? t('acts.change', { what, before: count(act.before), after: count(act.after), state })
        : t('acts.line', { what, state });
    }
  }
}
