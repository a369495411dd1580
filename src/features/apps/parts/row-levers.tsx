import { memo } from 'react';
import type { Intent, IntentKind } from '../../../domain/intent.ts';
import { refusalOf, type IntentScene } from '../../../domain/refusal.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { labelledBy } from './lever-words.tsx';
import { LeverIcons, type LeverLook } from './lever-icons.tsx';

/** The lever between suspend and resume that an app has now. */
export function haltOf({ wanted }: AppRow): 'suspend-app' | 'resume-app' {
  return wanted === 0 ? 'resume-app' : 'suspend-app';
}

/** Why a lever does nothing now, in words; null where it does. */
interface Reasons {
  restartOff: string | null;
  haltOff: string | null;
  backOff: string | null;
}

/** The reasons of a row's levers. */
export function useReasons(row: AppRow, scene: IntentScene): Reasons {
  const t = useT();
  const reasonOf = (intent: Intent): string | null => {
    const why = refusalOf(intent, scene);
    return why === null ? null : describeRefusal(why, t);
  };
  return {
    restartOff: reasonOf({ kind: 'restart-app', app: row.key }),
    haltOff: reasonOf(
      row.wanted === 0
        ? { kind: 'resume-app', app: row.key, to: row.suspendedFrom }
        : { kind: 'suspend-app', app: row.key },
    ),
    backOff: reasonOf({ kind: 'roll-back-app', app: row.key, version: null, keepCount: true }),
  };
}

interface RowLeversProps extends Reasons {
  slot: number;
  halt: 'suspend-app' | 'resume-app';
  /** What was asked of the app and did not come true yet. */
  asked: IntentKind | null;
  tabIndex: 0 | -1;
}

/** Restart, suspend or resume, roll back, more: the same place on every row, quiet until pointed at, off with the reason. */
export const RowLevers = memo(function RowLevers(props: RowLeversProps) {
  const { slot, halt, asked, tabIndex, restartOff, haltOff, backOff } = props;
  const t = useT();
  const shared = { slot, tabIndex } as const;
  const [isRestart, isHalt, isBack] = [asked === 'restart-app', asked === halt, asked === 'roll-back-app'];
  return (
    <>
      <RowLever {...shared} act="restart" word="restart" off={restartOff} isAsked={isRestart} />
      <RowLever {...shared} act="halt" word={halt} off={haltOff} isAsked={isHalt} />
      <RowLever {...shared} act="back" word="back" off={backOff} isAsked={isBack} />
      <button
        type="button"
        tabIndex={tabIndex}
        data-act="menu"
        aria-haspopup="menu"
        aria-labelledby={labelledBy('menu', slot)}
        title={t('common.more')}
        className="size-7 flex-none rounded hover:bg-sel"
      />
      <LeverIcons
        restart={lookOf(restartOff, isRestart)}
        halt={halt}
        haltLook={lookOf(haltOff, isHalt)}
        back={lookOf(backOff, isBack)}
      />
    </>
  );
});

function lookOf(off: string | null, isAsked: boolean): LeverLook {
  return isAsked ? 'asked' : off === null ? 'on' : 'off';
}

const titles = {
  restart: 'lever.restart-app',
  'suspend-app': 'lever.suspend-app',
  'resume-app': 'lever.resume-app',
  back: 'lever.roll-back-app',
} as const;

function RowLever({
  slot,
  tabIndex,
  act,
  word,
  off,
  isAsked,
}: {
  slot: number;
  tabIndex: 0 | -1;
  act: 'restart' | 'halt' | 'back';
  word: keyof typeof titles;
  off: string | null;
  isAsked: boolean;
}) {
  const t = useT();
  const title = t(titles[word]);
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      data-act={act}
      aria-labelledby={labelledBy(word, slot)}
      aria-disabled={off !== null || isAsked || undefined}
      aria-busy={isAsked || undefined}
      title={off === null ? title : `${title}: ${off}`}
      className={`size-7 flex-none rounded ${
        isAsked ? 'border border-ink-2 bg-bg' : off === null ? 'hover:bg-sel' : '!cursor-default'
      }`}
    />
  );
}
