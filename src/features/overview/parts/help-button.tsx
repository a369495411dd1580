import { usePending } from '../../../client/acts.ts';
import { Go } from '../../../client/go.tsx';
import { pathOfSubject } from '../../../client/place.ts';
import { useRefusal, type Target } from '../../../client/scene.ts';
import { useTable } from '../../../client/live.tsx';
import { usePull } from '../../../commands/levers.ts';
import { kindOf } from '../../../commands/names.ts';
import { describeIntent } from '../../../commands/sentences.ts';
import type { Attention } from '../../../domain/attention.ts';
import { targetOf, type Intent } from '../../../domain/intent.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { Translate } from '../../../i18n/translate.ts';
import { Button, type ButtonLook } from '../../../ui/button.tsx';
import { oneLine } from '../../../ui/hostile.ts';

const width = 'max-w-64 min-w-0 wide:w-[190px] max-mid:h-11 max-mid:max-w-full !justify-start';

/** The act that helps, or a link that names where to look. */
export function HelpButton({ item, look }: { item: Attention; look: ButtonLook }) {
  const t = useT();
  if (item.help !== null) return <ActButton intent={item.help} look={look} />;
  const frame =
    look === 'primary'
      ? 'border-ink bg-ink text-on-ink hover:opacity-90'
      : 'border-line-3 bg-bg text-ink hover:bg-hover';
  return (
    <Go
      to={pathOfSubject(item.subject)}
      className={`inline-flex h-7 items-center rounded border px-3 font-medium ${frame} ${width}`}
    >
      <span className="truncate">{openWords(item, t)}</span>
    </Go>
  );
}

function openWords(item: Attention, t: Translate): string {
  const name = oneLine(item.subject.name, 80);
  switch (item.subject.kind) {
    case 'app':
    case 'source':
      return t('overview.open', { name });
    case 'queue':
      return t('overview.openQueue', { name });
    case 'worker':
      return t('overview.openWorker', { name });
    case 'deployment':
      return t('overview.openDeployment');
  }
}

function ActButton({ intent, look }: { intent: Intent; look: ButtonLook }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const pending = usePending(targetOf(intent));
  const target = useTarget(intent);
  const why = refusal(intent, target);
  const words = describeIntent(intent, t);
  return (
    <Button
      look={look}
      className={width}
      busy={pending !== null}
      reason={why === null ? null : describeRefusal(why, t)}
      title={words}
      onClick={() => pull(intent)}
    >
      <span className="truncate">{words}</span>
    </Button>
  );
}

function useTarget(intent: Intent): Target | null {
  const apps = useTable('apps').rows;
  if (kindOf(intent) !== 'app') return null;
  const row = apps.get(targetOf(intent));
  return row ? { kind: 'app', row } : null;
}
