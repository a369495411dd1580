import type { Intent } from '../domain/intent.ts';
import { localId, appIdOf } from '../domain/keys.ts';
import { inSentence } from '../ui/hostile.ts';
import type { Translate } from '../i18n/translate.ts';
import type { DeploymentRow, QueueRow } from '../protocol/rows.ts';
import { nameOfTarget } from './names.ts';

/** What a dialog says before something irreversible. */
export interface ConfirmText {
  title: string;
  text: string;
  /** Verb and object. */
  button: string;
  /** The name to be typed, as it is; null where one click more is enough. */
  typed: string | null;
}

/** What is known of the thing, where it says what will be lost. */
export interface ConfirmFacts {
  queue: QueueRow | null;
  deployment: DeploymentRow | null;
}

/** The words of an irreversible intent's dialog; null for intents that have none. */
export function confirmTextOf(intent: Intent, facts: ConfirmFacts, t: Translate): ConfirmText | null {
  const typed = nameOfTarget(intent);
  const name = inSentence(typed, 400);
  switch (intent.kind) {
    case 'purge-queue': {
      const ready = facts.queue?.ready ?? null;
      return {
        title: t('dialog.purge-queue.title', { name }),
        text: ready === null ? t('dialog.purge-queue.textUnknown') : t('dialog.purge-queue.text', { count: ready }),
        button: t('dialog.purge-queue.do', { name }),
        typed,
      };
    }
    case 'kill-instance':
      return {
        title: t('dialog.kill-instance.title', { instance: inSentence(intent.instance, 400) }),
        text: intent.scale ? t('dialog.kill-instance.textScale', { name }) : t('dialog.kill-instance.text', { name }),
        button: t('dialog.kill-instance.do'),
        typed: null,
      };
    case 'stop-deployment':
      return stopText(intent.mode, name, facts.deployment, t);
    case 'shut-down-worker':
      return {
        title: t('dialog.shut-down-worker.title', { name }),
        text: t('dialog.shut-down-worker.text'),
        button: t('dialog.shut-down-worker.do', { name }),
        typed,
      };
    case 'revoke-task':
      return {
        title: t('dialog.revoke-task.title', { name: inSentence(localId(intent.task), 400) }),
        text: intent.terminate ? t('dialog.revoke-task.textTerminate') : t('dialog.revoke-task.text'),
        button: intent.terminate ? t('dialog.revoke-task.doTerminate') : t('dialog.revoke-task.do'),
        typed: null,
      };
    default:
      return null;
  }
}

function stopText(mode: 'roll-back' | 'leave', name: string, row: DeploymentRow | null, t: Translate): ConfirmText {
  const title = t('dialog.stop-deployment.title', { name });
  const deletes = (row?.rollbackDeletes ?? []).map((app) => (app.startsWith('/') ? app : appIdOf(app)));
  const apps = namesOf(row?.appIds ?? []) || '–';
  if (mode === 'leave') {
    const text = t('dialog.stop-deployment.leave', { apps });
    return { title, text, button: t('dialog.stop-deployment.doLeave', { name }), typed: null };
  }
  return {
    title,
    text:
      deletes.length > 0
        ? t('dialog.stop-deployment.deletes', { apps: namesOf(deletes) })
        : t('dialog.stop-deployment.rollBack', { apps }),
    button: t('dialog.stop-deployment.doRollBack', { name }),
    typed: deletes[0] ?? null,
  };
}

function namesOf(appIds: readonly string[]): string {
  return appIds.map((id) => inSentence(id, 400)).join(', ');
}
