import { replacementOf } from '../../../domain/rollout.ts';
import type { Segment } from '../../../ui/slot.ts';
import { cpus, mib } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppDoc } from '../../../protocol/rows.ts';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import { isResident } from '../config-parts.ts';
import { Section } from './section.tsx';

/** What a restart or a roll back would do to the instances: the fewest that serve, the most at once, the room it needs. */
export function Preflight({ doc }: { doc: AppDoc }) {
  const t = useT();
  const { row, upgrade } = doc;
  const serving = row.checked ? row.healthy : row.running;
  const plan = replacementOf({
    wanted: row.wanted,
    alive: row.running + row.staged,
    serving,
    minimumHealthCapacity: upgrade.minimumHealthCapacity,
    maximumOverCapacity: upgrade.maximumOverCapacity,
    resident: isResident(doc.config),
  });
  if (plan.kind !== 'replace') return null;
  const state = row.checked ? 'healthy' : 'unchecked';
  const extra = Math.max(0, plan.most - (row.running + row.staged));
  return (
    <Section title={t('app.preflight')} remark={t('app.preflight.of')}>
      <div className="grid grid-cols-[64px_minmax(0,1fr)_max-content] items-center gap-x-3 gap-y-1 pt-2">
        <Line word={t('app.preflight.now')} count={serving} of={row.wanted} state={state} />
        <Line word={t('app.preflight.lowest')} count={plan.least} of={row.wanted} state={state} />
        <Line word={t('app.preflight.most')} count={plan.most} of={plan.most} state={state} />
      </div>
      <p className="pt-2 text-t2 text-ink-2">
        {plan.least === 0 && <span className="font-medium text-wait-t">{t('app.preflight.down')} </span>}
        {extra === 0
          ? t('app.preflight.needsNone')
          : t('app.preflight.needs', { count: extra, cpus: cpus(extra * row.cpus), memory: mib(extra * row.memMib) })}
        {row.launchWaiting > 0 && <span className="text-wait-t"> {t('app.preflight.stall')}</span>}
      </p>
    </Section>
  );
}

function Line({ word, count, of, state }: { word: string; count: number; of: number; state: 'healthy' | 'unchecked' }) {
  const label = useTrackLabel();
  const segments: readonly Segment[] = [
    { state, count },
    { state: 'missing', count: Math.max(0, of - count) },
  ];
  return (
    <>
      <span className="text-ink-2">{word}</span>
      <Track size="list" most={24} segments={segments} label={`${word}: ${label(segments)}`} />
      <span className="text-right font-medium">{count}</span>
    </>
  );
}
