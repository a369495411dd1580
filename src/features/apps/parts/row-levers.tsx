import { Ellipsis, Pause, Play, RotateCw, Undo2, type LucideIcon } from 'lucide-react';
import { sceneOf } from '../../../client/scene.ts';
import type { Intent } from '../../../domain/intent.ts';
import { refusalOf } from '../../../domain/refusal.ts';
import type { SourceStatus } from '../../../domain/source.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { ActRow, AppRow } from '../../../protocol/rows.ts';

interface RowLeversProps {
  row: AppRow;
  name: string;
  readOnly: boolean;
  source: SourceStatus['state'];
  pending: ActRow | null;
  tabIndex: 0 | -1;
}

/** Restart, suspend or resume, roll back, more: the same place on every row, quiet until pointed at, off with the reason. */
export function RowLevers({ row, name, readOnly, source, pending, tabIndex }: RowLeversProps) {
  const t = useT();
  const scene = sceneOf({ kind: 'app', row }, readOnly, source);
  const reasonOf = (intent: Intent): string | null => {
    const why = refusalOf(intent, scene);
    return why === null ? null : describeRefusal(why, t);
  };
  const halt: Intent =
    row.wanted === 0
      ? { kind: 'resume-app', app: row.key, to: row.suspendedFrom }
      : { kind: 'suspend-app', app: row.key };
  const levers = [
    { act: 'restart', icon: RotateCw, word: t('lever.restart-app'), intent: { kind: 'restart-app', app: row.key } },
    { act: 'halt', icon: row.wanted === 0 ? Play : Pause, word: t(`lever.${halt.kind}`), intent: halt },
    {
      act: 'back',
      icon: Undo2,
      word: t('lever.roll-back-app'),
      intent: { kind: 'roll-back-app', app: row.key, version: null, keepCount: true },
    },
  ] as const satisfies readonly { act: string; icon: LucideIcon; word: string; intent: Intent }[];
  return (
    <>
      {levers.map(({ act, icon: Icon, word, intent }) => {
        const reason = reasonOf(intent);
        const isAsked = pending?.intent.kind === intent.kind;
        return (
          <button
            key={act}
            type="button"
            tabIndex={tabIndex}
            data-act={act}
            aria-label={t('lever.of', { lever: word, name })}
            aria-disabled={reason !== null || isAsked || undefined}
            aria-busy={isAsked || undefined}
            title={reason === null ? word : `${word}: ${reason}`}
            className={`grid size-7 place-items-center rounded ${
              isAsked
                ? 'border border-ink-2 bg-bg text-ink'
                : reason === null
                  ? 'text-ink-2 hover:bg-sel hover:text-ink'
                  : '!cursor-default text-line-2'
            }`}
          >
            <Icon size={14} strokeWidth={1.75} aria-hidden="true" fill={act === 'halt' ? 'currentColor' : 'none'} />
          </button>
        );
      })}
      <button
        type="button"
        tabIndex={tabIndex}
        data-act="menu"
        aria-haspopup="menu"
        aria-label={t('lever.of', { lever: t('common.more'), name })}
        className="grid size-7 place-items-center rounded text-ink-2 hover:bg-sel hover:text-ink"
      >
        <Ellipsis size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </>
  );
}
