import { Pause, Play, RotateCw, Undo2, type LucideIcon } from 'lucide-react';
import { usePending } from '../../../client/acts.ts';
import { useRefusal, type Target } from '../../../client/scene.ts';
import { LeverKeys } from '../../../commands/lever-keys.tsx';
import { useLevers, usePull, type Lever } from '../../../commands/levers.ts';
import { askedCount, useScaleDrafts } from '../../../commands/use-scale-drafts.ts';
import type { IntentKind } from '../../../domain/intent.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { isolated } from '../../../ui/hostile.ts';
import { Menu } from '../../../ui/menu.tsx';
import { Stepper } from '../../../ui/stepper.tsx';

const icons: Partial<Record<IntentKind, LucideIcon>> = {
  'restart-app': RotateCw,
  'suspend-app': Pause,
  'resume-app': Play,
  'roll-back-app': Undo2,
};

/** An app's levers, in the order they have everywhere: count, restart, suspend or resume, roll back, more. At the thumb on a phone. */
export function LeverBar({ row, versionCount }: { row: AppRow; versionCount: number | null }) {
  const t = useT();
  const target: Target = { kind: 'app', row, versionCount };
  const levers = useLevers(target);
  const refusal = useRefusal();
  const pull = usePull();
  const { drafts, choose } = useScaleDrafts(pull);
  const pending = usePending(row.key);
  const name = isolated(appIdOf(row.key), 60);
  const why = refusal({ kind: 'scale-app', app: row.key, to: row.wanted + 1 }, target);
  const asked = drafts.get(row.key) ?? askedCount(pending);
  const bar = levers.filter((lever) => lever.place === 'bar' && lever.kind !== 'scale-app');
  const held = levers.find((lever) => lever.held !== null)?.held ?? null;
  const more = levers.filter((lever) => lever.place === 'more');
  return (
    <div className="grid grid-cols-4 gap-2 mid:flex mid:items-center">
      {held !== null && <span className="col-span-4 text-t2 whitespace-nowrap text-wait-t">{held}</span>}
      <span className="col-span-4 max-mid:[&>span]:h-11 max-mid:[&>span]:w-full">
        <Stepper
          label={t('lever.scale-app.of', { name })}
          labelLess={t('lever.scale-app.less', { name })}
          labelMore={t('lever.scale-app.more', { name })}
          value={row.wanted}
          asked={asked}
          reason={why === null ? null : describeRefusal(why, t)}
          onStep={(to) => choose(row.key, row.wanted, { to })}
        />
      </span>
      {bar.map((lever) => (
        <LeverButton key={lever.id} lever={lever} isAsked={pending?.intent.kind === lever.kind} />
      ))}
      <Menu
        label={t('lever.of', { lever: t('common.more'), name })}
        className="h-7 rounded border border-line-3 px-2.5 hover:bg-hover max-mid:h-12"
        button={<span aria-hidden="true">⋯</span>}
        items={more.map((lever) => ({
          id: lever.id,
          label: lever.label,
          hint: lever.key?.toUpperCase(),
          reason: lever.disabledReason,
          run: lever.run,
        }))}
      />
      <LeverKeys target={target} onStep={(by) => choose(row.key, row.wanted, { by })} />
    </div>
  );
}

function LeverButton({ lever, isAsked }: { lever: Lever; isAsked: boolean }) {
  const Icon = icons[lever.kind];
  const told = [lever.held, lever.help].filter((one) => one !== null).join('; ');
  return (
    <Button
      reason={lever.disabledReason}
      {...(told === '' ? {} : { title: told, 'aria-description': told })}
      busy={isAsked}
      className="max-mid:h-12 max-mid:flex-col max-mid:gap-0 max-mid:px-1 max-mid:text-t2 [&_kbd]:max-mid:hidden"
      {...(lever.key === null ? {} : { hint: lever.key.toUpperCase() })}
      onClick={lever.run}
    >
      {Icon !== undefined && <Icon size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />}
      <span className="truncate">{lever.label}</span>
      {lever.disabledReason !== null && (
        <span aria-hidden="true" className="max-w-40 truncate text-t2 font-normal max-wide:hidden">
          {lever.disabledReason}
        </span>
      )}
    </Button>
  );
}
