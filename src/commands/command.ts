import type { Target } from '../client/scene.ts';
import { weightOf, type Intent, type IntentKind, type Weight } from '../domain/intent.ts';

/** The texts of levers; those of the stepper name their object. */
type LeverKey =
  | 'lever.scale-app.more'
  | 'lever.scale-app.less'
  | 'lever.restart-app'
  | 'lever.suspend-app'
  | 'lever.resume-app'
  | 'lever.roll-back-app'
  | 'lever.reset-delay'
  | 'lever.stop-deployment'
  | 'lever.stop-deployment.leave'
  | 'lever.purge-queue'
  | 'lever.grow-pool'
  | 'lever.shrink-pool'
  | 'lever.shut-down-worker'
  | 'lever.revoke-task'
  | 'lever.revoke-task.terminate';

/** One thing an operator can do to one kind of thing: button, key, palette and bulk all run this record. */
export interface Command {
  id: string;
  kind: IntentKind;
  /** The kind of thing it acts on. */
  needs: Target['kind'];
  labelKey: LeverKey;
  /** Default key; null for none. */
  key: string | null;
  weight: Weight;
  /** Whether it stands in the bar of levers, or behind "more". */
  place: 'bar' | 'more';
  /** What it asks for, of this target; null when it does not apply to it. */
  intent(target: Target): Intent | null;
}

interface Draft<K extends Target['kind']> {
  id?: string;
  kind: IntentKind;
  labelKey: LeverKey;
  key?: string;
  place?: 'bar' | 'more';
  intent(target: Extract<Target, { kind: K }>): Intent | null;
}

function isOf<K extends Target['kind']>(target: Target, kind: K): target is Extract<Target, { kind: K }> {
  return target.kind === kind;
}

function command<K extends Target['kind']>(needs: K, draft: Draft<K>): Command {
  return {
    id: draft.id ?? draft.kind,
    kind: draft.kind,
    needs,
    labelKey: draft.labelKey,
    key: draft.key ?? null,
    weight: weightOf[draft.kind],
    place: draft.place ?? 'bar',
    intent: (target) => (isOf(target, needs) ? draft.intent(target) : null),
  };
}

/** Every command whose intent follows from its target alone, in the order of the levers. */
export const commands: readonly Command[] = [
  command('app', {
    id: 'scale-up',
    kind: 'scale-app',
    labelKey: 'lever.scale-app.more',
    key: '+',
    intent: ({ row }) => ({ kind: 'scale-app', app: row.key, to: row.wanted + 1 }),
  }),
  command('app', {
    id: 'scale-down',
    kind: 'scale-app',
    labelKey: 'lever.scale-app.less',
    key: '-',
    intent: ({ row }) => ({ kind: 'scale-app', app: row.key, to: row.wanted - 1 }),
  }),
  command('app', {
    kind: 'restart-app',
    labelKey: 'lever.restart-app',
    key: 'r',
    intent: ({ row }) => ({ kind: 'restart-app', app: row.key }),
  }),
  command('app', {
    kind: 'suspend-app',
    labelKey: 'lever.suspend-app',
    key: 's',
    intent: ({ row }) => (row.wanted === 0 ? null : { kind: 'suspend-app', app: row.key }),
  }),
  command('app', {
    kind: 'resume-app',
    labelKey: 'lever.resume-app',
    key: 's',
    intent: ({ row }) => (row.wanted === 0 ? { kind: 'resume-app', app: row.key, to: row.suspendedFrom } : null),
  }),
  command('app', {
    kind: 'roll-back-app',
    labelKey: 'lever.roll-back-app',
    key: 'b',
    intent: ({ row }) => ({ kind: 'roll-back-app', app: row.key, version: null, keepCount: true }),
  }),
  command('app', {
    kind: 'reset-delay',
    labelKey: 'lever.reset-delay',
    key: 't',
    place: 'more',
    intent: ({ row }) => ({ kind: 'reset-delay', app: row.key }),
  }),
  command('deployment', {
    kind: 'stop-deployment',
    labelKey: 'lever.stop-deployment',
    key: 'b',
    intent: ({ row }) => ({ kind: 'stop-deployment', deployment: row.key, mode: 'roll-back' }),
  }),
  command('deployment', {
    id: 'leave-deployment',
    kind: 'stop-deployment',
    labelKey: 'lever.stop-deployment.leave',
    key: 'x',
    intent: ({ row }) => ({ kind: 'stop-deployment', deployment: row.key, mode: 'leave' }),
  }),
  command('queue', {
    kind: 'purge-queue',
    labelKey: 'lever.purge-queue',
    key: 'x',
    intent: ({ row }) => ({ kind: 'purge-queue', queue: row.key }),
  }),
  command('worker', {
    kind: 'grow-pool',
    labelKey: 'lever.grow-pool',
    key: '+',
    intent: ({ row }) => ({ kind: 'grow-pool', worker: row.key, by: 1 }),
  }),
  command('worker', {
    kind: 'shrink-pool',
    labelKey: 'lever.shrink-pool',
    key: '-',
    intent: ({ row }) => ({ kind: 'shrink-pool', worker: row.key, by: 1 }),
  }),
  command('worker', {
    kind: 'shut-down-worker',
    labelKey: 'lever.shut-down-worker',
    key: 'x',
    place: 'more',
    intent: ({ row }) => ({ kind: 'shut-down-worker', worker: row.key }),
  }),
  command('task', {
    kind: 'revoke-task',
    labelKey: 'lever.revoke-task',
    key: 'x',
    intent: ({ task }) => ({ kind: 'revoke-task', task: task.key, terminate: false }),
  }),
  command('task', {
    id: 'terminate-task',
    kind: 'revoke-task',
    labelKey: 'lever.revoke-task.terminate',
    intent: ({ task }) => ({ kind: 'revoke-task', task: task.key, terminate: true }),
  }),
];

/** The commands for a kind of thing, in the order of the levers. */
export function commandsFor(kind: Target['kind']): readonly Command[] {
  return commands.filter(({ needs }) => needs === kind);
}
