import { sourceOf } from '../domain/keys.ts';
import type { Intent } from '../domain/intent.ts';

/** What a dialog asks about: an irreversible intent, or an act to be forced. Its address is the search part `dialog`. */
export type DialogSubject = { kind: 'intent'; intent: Intent } | { kind: 'force'; actId: string } | { kind: 'keys' };

const gap = '~';

function join(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll(gap, '%7E')).join(gap);
}

function split(text: string): string[] {
  return text.split(gap).map((part) => part.replaceAll('%7E', gap).replaceAll('%25', '%'));
}

/** The address of an intent's dialog; null for intents that run without one. */
export function dialogOf(intent: Intent): string | null {
  switch (intent.kind) {
    case 'kill-instance':
      return join(intent.kind, intent.app, intent.instance, intent.scale ? 'scale' : 'replace');
    case 'stop-deployment':
      return join(intent.kind, intent.deployment, intent.mode);
    case 'purge-queue':
      return join(intent.kind, intent.queue);
    case 'shut-down-worker':
      return join(intent.kind, intent.worker);
    case 'revoke-task':
      return join(intent.kind, intent.task, intent.terminate ? 'terminate' : 'revoke');
    default:
      return null;
  }
}

/** The address of the dialog that asks whether to force an act. */
export function forceDialogOf(actId: string): string {
  return join('force', actId);
}

/** The address of the list of keys. */
export const keysDialog = 'keys';

/** Reads the address of a dialog; null for one that is none: addresses are typed by hand and kept for years. */
export function readDialog(text: string | undefined): DialogSubject | null {
  if (text === undefined) return null;
  const [kind, key = '', third = '', fourth = ''] = split(text);
  if (kind === keysDialog) return { kind: 'keys' };
  if (key === '') return null;
  if (kind === 'force') return { kind: 'force', actId: key };
  if (sourceOf(key) === key) return null;
  const intent = readIntent(kind ?? '', key, third, fourth);
  return intent && { kind: 'intent', intent };
}

function readIntent(kind: string, key: string, third: string, fourth: string): Intent | null {
  switch (kind) {
    case 'kill-instance':
      return third === '' ? null : { kind, app: key, instance: third, scale: fourth === 'scale' };
    case 'stop-deployment':
      return third === 'roll-back' || third === 'leave' ? { kind, deployment: key, mode: third } : null;
    case 'purge-queue':
      return { kind, queue: key };
    case 'shut-down-worker':
      return { kind, worker: key };
    case 'revoke-task':
      return { kind, task: key, terminate: third === 'terminate' };
    default:
      return null;
  }
}
