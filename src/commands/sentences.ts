import { targetOf, type Intent } from '../domain/intent.ts';
import { describeFault } from '../i18n/faults.ts';
import { count } from '../i18n/format.ts';
import type { Translate } from '../i18n/translate.ts';
import type { ActRow } from '../protocol/rows.ts';
import type { Problem } from '../protocol/messages.ts';
import { inSentence } from '../ui/hostile.ts';
import { kindOf, sayName, shortTaskId } from './names.ts';
import { versionName } from './version-name.ts';

/** What an intent asks for, as a short sentence: "Scale /shop/worker to 9". Whether by force is said with how it stands. */
export function describeIntent(intent: Intent, t: Translate): string {
  const name = sayName(targetOf(intent), kindOf(intent));
  switch (intent.kind) {
    case 'scale-app':
      return t('acts.scale-app', { name, to: intent.to });
    case 'roll-back-app': {
      if (intent.version === null) return t('acts.roll-back-app', { name });
      const version = versionName(intent.version, Date.now());
      return t(intent.keepCount ? 'acts.roll-back-app.to' : 'acts.roll-back-app.whole', { name, version });
    }
    case 'kill-instance': {
      const instance = inSentence(shortTaskId(intent.instance), 60);
      return t(intent.scale ? 'acts.kill-instance.scale' : 'acts.kill-instance', { name, instance });
    }
    case 'stop-deployment':
      return t(intent.mode === 'leave' ? 'acts.stop-deployment.leave' : 'acts.stop-deployment', { name });
    case 'revoke-task':
      return t(intent.terminate ? 'acts.revoke-task.terminate' : 'acts.revoke-task', { name });
    case 'grow-pool':
    case 'shrink-pool':
      return t(`acts.${intent.kind}`, { name, by: intent.by });
    case 'add-consumer':
    case 'cancel-consumer':
      return t(`acts.${intent.kind}`, { name, queue: inSentence(intent.queue, 80) });
    case 'restart-app':
    case 'suspend-app':
    case 'resume-app':
    case 'reset-delay':
    case 'purge-queue':
    case 'shut-down-worker':
      return t(`acts.${intent.kind}`, { name });
  }
}

/** Why the gateway answered an act with no act, in the reader's language; what became of it is claimed only where that is known. */
export function describeProblem(problem: Problem | null, t: Translate): string {
  if (problem === null) return t('acts.noGateway');
  switch (problem.code) {
    case 'not-undoable':
    case 'not-forcible':
    case 'foreign-origin':
    case 'wrong-host':
      return t(`acts.problem.${problem.code}`);
    case 'bad-intent':
    case 'bad-request':
    case 'json-only':
      return t('acts.problem.bad-intent');
    case 'internal':
      return t('acts.problem.internal');
    default:
      return t('acts.problem.unknown', { text: inSentence(problem.message, 200) });
  }
}

/** An act with how it stands; quotes the upstream where it said no. `now` is how the figure stands at present. */
export function describeAct(act: ActRow, t: Translate, now: number | null = null): string {
  const asked = describeIntent(act.intent, t);
  const plain = act.undoes === null ? asked : t('acts.undoOf', { what: asked });
  const isForced = 'force' in act.intent && (act.intent.force ?? false);
  const said = (line: string) => (isForced ? t('acts.forced', { line }) : line);
  const what = said(plain);
  switch (act.state) {
    case 'refused':
      return act.fault
        ? t('acts.upstream', { what, why: describeFault(act.fault, t) })
        : t('acts.line', { what, state: t('acts.state.refused') });
    case 'conflict': {
      const holders = act.fault?.kind === 'conflict' ? act.fault.deployments : [];
      return holders.length > 0
        ? t('acts.conflict', { what, holders: holders.map((id) => inSentence(id.slice(0, 8))).join(', ') })
        : t('acts.conflictUnknown', { what });
    }
    case 'timed-out':
      return t('acts.timedOut', { what, now: now === null ? '' : t('acts.now', { value: now }) }).trim();
    case 'asked':
    case 'sent':
    case 'confirmed':
    case 'undone': {
      const state = t(`acts.state.${act.state}`);
      return said(
        act.before !== null && act.after !== null
          ? t('acts.change', { what: plain, before: count(act.before), after: count(act.after), state })
          : t('acts.line', { what: plain, state }),
      );
    }
  }
}
