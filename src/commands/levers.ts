import { usePlace } from '../client/place.ts';
import { keyOfTarget, sceneOf, useRefusal, type Target } from '../client/scene.ts';
import type { Intent } from '../domain/intent.ts';
import { holderOf } from '../domain/refusal.ts';
import { describeRefusal } from '../i18n/faults.ts';
import type { Translate } from '../i18n/translate.ts';
import { useT } from '../i18n/use-t.tsx';
import { commandsFor, type Command } from './command.ts';
import { dialogOf } from './dialog-address.ts';
import { sayName } from './names.ts';
import { pull } from './own-acts.ts';

/** A command on one thing, ready to be drawn: disabled with its reason as text, never hidden. */
export interface Lever {
  id: string;
  kind: Command['kind'];
  label: string;
  /** With its object, for those who hear it out of place. */
  name: string;
  /** Where it leads, when its word does not say. */
  help: string | null;
  key: string | null;
  place: Command['place'];
  /** Opens a dialog that asks first. */
  asks: boolean;
  disabledReason: string | null;
  /** Who holds it now, as text: it can be pulled all the same, and then meets the holder. */
  held: string | null;
  run(): void;
}

/** Runs an intent with the ceremony it needs: at once, or through its dialog. Result is shown as a toast. */
export function usePull(): (intent: Intent) => void {
  const place = usePlace();
  return (intent) => {
    const dialog = dialogOf(intent);
    if (dialog === null) void pull(intent);
    else place.set({ dialog }, 'push');
  };
}

/** The levers of a thing in their order; those that do not apply to it (Resume of what runs) are left out. */
export function useLevers(target: Target | null): readonly Lever[] {
  const t = useT();
  const refusal = useRefusal();
  const run = usePull();
  if (target === null) return [];
  const name = sayName(keyOfTarget(target), target.kind);
  return commandsFor(target.kind).flatMap((command) => {
    const intent = command.intent(target);
    if (intent === null) return [];
    const why = refusal(intent, target);
    const label = labelOf(command, name, t);
    return {
      id: command.id,
      kind: command.kind,
      label,
      name: t('lever.of', { lever: label, name }),
      help: describeHelp(intent, t),
      key: command.key,
      place: command.place,
      asks: command.weight === 'irreversible',
      disabledReason: why === null ? null : describeRefusal(why, t),
      held: why === null ? describeHolder(intent, target, t) : null,
      run: () => {
        if (why === null) run(intent);
      },
    };
  });
}

/** Says who holds an app that an intent would change; null where nobody does. */
export function describeHolder(intent: Intent, target: Target, t: Translate): string | null {
  // Neither the source's state nor who may write changes who holds it.
  const id = holderOf(intent, sceneOf(target, false, 'live'));
  return id === null ? null : t('lever.heldBy', { id: id.slice(0, 8) });
}

/** Where an act leads when its word does not say; null where it does. Which version that is only Marathon's own store tells, when it is asked. */
export function describeHelp(intent: Intent, t: Translate): string | null {
  return intent.kind === 'roll-back-app' && intent.version === null ? t('lever.roll-back-app.help') : null;
}

function labelOf({ labelKey }: Command, name: string, t: Translate): string {
  return labelKey === 'lever.scale-app.more' || labelKey === 'lever.scale-app.less'
    ? t(labelKey, { name })
    : t(labelKey);
}
