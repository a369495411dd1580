import type { Target } from '../client/scene.ts';
import { useT } from '../i18n/use-t.tsx';
import { oneLine } from '../ui/hostile.ts';
import { Menu } from '../ui/menu.tsx';
import { useLevers } from './levers.ts';

/** All levers of a thing behind "more", disabled ones with their reason; those that ask first end in an ellipsis. */
export function LeverMenu({ target, name }: { target: Target; name: string }) {
  const t = useT();
  const levers = useLevers(target);
  return (
    <Menu
      label={`${t('common.more')}: ${oneLine(name, 80)}`}
      button="⋯"
      className="inline-grid size-7 place-items-center rounded text-ink-2 hover:bg-hover max-mid:size-11"
      items={levers.map(({ id, label, key, asks, disabledReason, run }) => ({
        id,
        label: asks ? `${label}…` : label,
        hint: key ?? undefined,
        reason: disabledReason,
        run,
      }))}
    />
  );
}
