import type { Translate } from '../../../i18n/translate.ts';
import type { MomentRow } from '../../../protocol/rows.ts';
import type { Marked } from '../../../ui/state-mark.tsx';
import type { FoldedMoment } from '../hour.ts';

const known = [
  'deployment-started',
  'deployment-ended',
  'deployment-failed',
  'mend',
  'scale-app',
  'restart-app',
  'suspend-app',
  'resume-app',
  'roll-back-app',
  'reset-delay',
  'kill-instance',
  'stop-deployment',
  'purge-queue',
  'grow-pool',
  'shrink-pool',
  'add-consumer',
  'cancel-consumer',
  'shut-down-worker',
  'revoke-task',
  'failing',
  'delayed',
  'waiting',
  'unreachable',
  'deployment-stuck',
  'queue-fills',
  'queue-undrained',
  'worker-gone',
  'broker-away',
  'source-lost',
] as const;

const troubles = [
  'failing',
  'delayed',
  'waiting',
  'unreachable',
  'deployment-stuck',
  'queue-fills',
  'queue-undrained',
  'worker-gone',
  'broker-away',
  'source-lost',
] as const satisfies readonly Marked[];

/** What happened, in the reader's language; a word the screen has not learned yet stands as it is. */
export function wordOf(folded: FoldedMoment, t: Translate): string {
  const { moment, times } = folded;
  const what = moment.kind === 'mend' ? 'mend' : known.find((word) => word === moment.what);
  const word = what === undefined ? moment.what : t(`overview.what.${what}`);
  return times > 1 ? t('overview.hour.times', { what: word, count: times }) : word;
}

/** The mark a moment has on the axis. */
export function markOf(moment: MomentRow): Marked {
  if (moment.kind === 'mend') return 'healthy';
  if (moment.kind === 'change') return moment.what === 'suspend-app' ? 'suspended' : 'deploying';
  return troubles.find((trouble) => trouble === moment.what) ?? 'unreachable';
}

/** About how wide a label is in 12 px: Chinese and other full-width characters take twice as much. */
export function labelWidthPx(text: string): number {
  let width = 6;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 12.2 : 6.7;
  return Math.ceil(width);
}
