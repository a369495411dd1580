import type { Target } from '../client/scene.ts';
import { useT } from '../i18n/use-t.tsx';
import { oneLine } from '../ui/hostile.ts';
import { Menu } from '../ui/menu.tsx';
import { useLevers } from './levers.ts';

/**
 * All levers of a thing behind "more", disabled ones with their reason; those that ask first end in an ellipsis. It stands in lists, whose
 * rows have no keys: those are on the thing's own page.
 */
export function LeverMenu({ target, name }: { target: Target; name: string }) {
  const t = useT();
  const levers = useLevers(target);
  return (
    <Menu
      label={`${t('common.more')}: ${oneLine(name, 80)}`}
      button="⋯"
      className="inline-grid size-7 place-items-center rounded text-ink-2 hover:bg-hover max-mid:size-11"
      items={levers.map(({ id, label, asks, disabledReason, run }) => ({
        id,
        label: asks ? `${label}…` : label,
        reason: disabledReason,
        run,
      }))}
    />
  );
}
