import { useRef, useState, type ReactNode } from 'react';
import { isPending } from '../client/acts.ts';
import { useTable } from '../client/live.tsx';
import { useRefusal, type Target } from '../client/scene.ts';
import { targetOf } from '../domain/intent.ts';
import { describeRefusal } from '../i18n/faults.ts';
import { useT } from '../i18n/use-t.tsx';
import type { ActRow } from '../protocol/rows.ts';
import { Button } from '../ui/button.tsx';
import { useFoot } from '../ui/foot.ts';
import { Stepper } from '../ui/stepper.tsx';
import { actSince } from './act-since.ts';
import {
  bulkIntent,
  planBulk,
  runBulk,
  undoBulk,
  type BulkItem,
  type BulkItems,
  type BulkPlan,
  type BulkVerb,
} from './bulk.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { useBindings } from './keymap.ts';
import { kindOf, sayName } from './names.ts';
import { describeAct, describeIntent, describeProblem } from './sentences.ts';

function useItemText(): (
  item: BulkItem,
  rows: ReadonlyMap<string, ActRow>,
) => { text: string; state: 'open' | 'good' | 'bad' } {
  const t = useT();
  return (item, rows) => {
    switch (item.kind) {
      case 'waiting':
        return { text: t('acts.state.asked'), state: 'open' };
      case 'stopped':
        return { text: t('bulk.stopped'), state: 'bad' };
      case 'refusal':
        return { text: describeRefusal(item.refusal, t), state: 'bad' };
      case 'unreached':
        return {
          text: t('acts.unreached', { what: describeIntent(item.intent, t), why: describeProblem(item.problem, t) }),
          state: 'bad',
        };
      case 'act': {
        const act = rows.get(item.act.id) ?? item.act;
        if (isPending(act)) return { text: t(`acts.state.${act.state}`), state: 'open' };
        const isGood = act.state === 'confirmed' || act.state === 'undone';
        return { text: isGood ? t(`acts.state.${act.state}`) : describeAct(act, t), state: isGood ? 'good' : 'bad' };
      }
    }
  };
}

function Progress({
  items,
  onStop,
  onUndo,
  onClose,
}: {
  items: BulkItems;
  onStop(): void;
  onUndo(done: readonly ActRow[]): void;
  onClose(): void;
}) {
  const t = useT();
  const { rows, list } = useTable('acts');
  const textOf = useItemText();
  const told = [...items].map(([key, item]) => ({ key, item, ...textOf(item, rows) }));
  const done = told.filter(({ state }) => state !== 'open').length;
  const failed = told.filter(({ state }) => state === 'bad');
  const isRunning = told.some(({ item }) => item.kind === 'waiting');
  const undoable = told.flatMap(({ item }) => {
    if (item.kind !== 'act') return [];
    const act = rows.get(item.act.id) ?? item.act;
    // What came since on one of them is not to be overridden: the Trail says what did.
    return act.undo && !isPending(act) && actSince(act, list) === null ? [act] : [];
  });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <progress
          className="h-1.5 w-40 accent-[var(--ink)]"
          max={told.length}
          value={done}
          aria-label={t('bulk.progress', { done, total: told.length })}
        />
        <span role="status">{t('bulk.progress', { done, total: told.length })}</span>
        {failed.length > 0 && (
          <span className="font-medium text-fail-t">{t('bulk.failed', { count: failed.length })}</span>
        )}
        <span className="flex-1" />
        {isRunning && <Button onClick={onStop}>{t('bulk.stop')}</Button>}
        {undoable.length > 0 && !isRunning && (
          <Button onClick={() => onUndo(undoable)}>{t('bulk.undo', { count: undoable.length })}</Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
      {failed.length > 0 && (
        <ul className="max-h-32 overflow-auto text-t2">
          {failed.map(({ key, item, text }) => (
            <li key={key} className="flex gap-3 py-0.5">
              <span className="font-medium">{sayName(targetOf(item.intent), kindOf(item.intent))}</span>
              <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function BulkFrame({ children }: { children: ReactNode }) {
  const t = useT();
  const foot = useFoot<HTMLElement>();
  return (
    <section ref={foot} aria-label={t('bulk.label')} className="rounded-sheet border border-edge bg-raised px-4 py-2.5">
      {children}
    </section>
  );
}

/** The bar over a selection of apps: the same levers for all of them, with progress and what failed. */
export function BulkBar({ targets, onClear }: { targets: readonly Target[]; onClear(): void }) {
  const t = useT();
  const refusal = useRefusal();
  const [items, setItems] = useState<BulkItems | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [asked, setAsked] = useState<{ verb: BulkVerb; plan: BulkPlan } | null>(null);
  const stop = useRef(false);
  useBindings([{ keys: 'Escape', run: items === null ? onClear : () => {} }]);
  if (targets.length === 0 && items === null) return null;
  const run = ({ hits }: BulkPlan) => {
    stop.current = false;
    setAsked(null);
    if (hits.length > 0)
      void runBulk(
        hits.map(({ intent }) => intent),
        () => stop.current,
        setItems,
      );
  };
  /** One app is one click, as on its row; more are asked about first, with what was true when it was asked. What hits nobody says so. */
  const ask = (verb: BulkVerb) => {
    const plan = planBulk(verb, targets, refusal);
    if (targets.length === 1 && plan.hits.length > 0) run(plan);
    else setAsked({ verb, plan });
  };
  /** The reason that stops all of them; one that can be done is enough to offer it. */
  const reasonOf = (verb: BulkVerb): string | null => {
    const whys = targets.map((target) => {
      const intent = bulkIntent(verb, target);
      return intent === null ? 'nothing-changes' : refusal(intent, target);
    });
    const [first] = whys;
    return first && whys.every((why) => why !== null) ? describeRefusal(first, t) : null;
  };
  const instances = targets.reduce((sum, target) => sum + (target.kind === 'app' ? target.row.wanted : 0), 0);
  const scale: BulkVerb = { kind: 'scale-app', to: to ?? Math.round(instances / Math.max(1, targets.length)) };
  return (
    <BulkFrame>
      {asked !== null && <BulkDialog {...asked} onRun={() => run(asked.plan)} onClose={() => setAsked(null)} />}
      {items === null ? (
        <div className="flex flex-wrap items-center gap-2">
          <span className="pr-2 font-semibold">{t('bulk.selected', { count: targets.length })}</span>
          <span className="min-w-0 flex-1 truncate text-ink-2">{t('bulk.instances', { count: instances })}</span>
          <Stepper
            label={t('bulk.scaleBy')}
            labelLess={t('bulk.less')}
            labelMore={t('bulk.more')}
            value={scale.to}
            takesOnBlur
            onStep={setTo}
          />
          <Button reason={reasonOf(scale)} onClick={() => ask(scale)}>
            {t('lever.scale-app')}
          </Button>
          {(['restart-app', 'suspend-app', 'resume-app', 'roll-back-app'] as const).map((kind) => (
            <Button
              key={kind}
              reason={reasonOf({ kind })}
              title={kind === 'roll-back-app' ? t('lever.roll-back-app.help') : undefined}
              onClick={() => ask({ kind })}
            >
              {t(`lever.${kind}`)}
            </Button>
          ))}
          <Button look="quiet" hint="Esc" onClick={onClear}>
            {t('bulk.clear')}
          </Button>
        </div>
      ) : (
        <Progress
          items={items}
          onStop={() => {
            stop.current = true;
          }}
          onUndo={(done) => {
            stop.current = false;
            void undoBulk(done, () => stop.current, setItems);
          }}
          onClose={() => {
            setItems(null);
            onClear();
          }}
        />
      )}
    </BulkFrame>
  );
}
