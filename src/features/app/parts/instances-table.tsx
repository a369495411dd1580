import { useState } from 'react';
import { useNow } from '../../../client/live.tsx';
import { useRefusal } from '../../../client/scene.ts';
import { usePull } from '../../../commands/levers.ts';
import { shortTaskId } from '../../../commands/names.ts';
import { versionName } from '../../../commands/version-name.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { clock, count, duration, unknownMark } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { Instance } from '../../../domain/instance.ts';
import type { Intent } from '../../../domain/intent.ts';
import type { AppDoc } from '../../../protocol/rows.ts';
import { isolated, oneLine } from '../../../ui/hostile.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { SlotState } from '../../../ui/slot.ts';
import { queuedAs } from '../track-lines.ts';
import { livingCount, slotLines, type SlotLine, type Stand } from '../view.ts';
import { Section } from './section.tsx';

const mostShown = 60;

const shapes: Readonly<Record<Stand, { shape: SlotState; ink: string }>> = {
  unhealthy: { shape: 'failing', ink: 'text-fail-t font-medium' },
  failed: { shape: 'failing', ink: 'text-fail-t font-medium' },
  unreachable: { shape: 'unreachable', ink: 'text-lost-t font-medium' },
  unknown: { shape: 'unreachable', ink: 'text-lost-t font-medium' },
  killing: { shape: 'stopping', ink: 'text-ink' },
  staging: { shape: 'starting', ink: 'text-dep-t font-medium' },
  starting: { shape: 'starting', ink: 'text-dep-t font-medium' },
  unproven: { shape: 'starting', ink: 'text-dep-t' },
  unchecked: { shape: 'unchecked', ink: 'text-ink-2' },
  healthy: { shape: 'healthy', ink: 'text-ink-2' },
  finished: { shape: 'suspended', ink: 'text-ink-3' },
};

/** An empty slot, by how its launch is queued: backing off, waiting for an offer that fits, in flight, or not at all. */
const empties = {
  delayed: { ink: 'text-delay-t font-medium', word: 'condition.delayed' },
  waiting: { ink: 'text-wait-t font-medium', word: 'condition.waiting' },
  missing: { ink: 'text-ink-2', word: 'app.stand.launching' },
  unqueued: { ink: 'text-ink-2', word: 'app.stand.empty' },
} as const;

/** Every instance, worst first, after the slots that are empty. */
export function InstancesTable({ doc }: { doc: AppDoc }) {
  const t = useT();
  const nowMs = useNow(1000);
  const [isAll, setAll] = useState(false);
  const lines = slotLines(doc);
  const shown = isAll ? lines : lines.slice(0, mostShown);
  const hasZones = doc.instances.some((instance) => instance.zone !== null);
  return (
    <Section
      title={t('app.instances')}
      remark={t('app.instancesCount', { count: livingCount(doc), want: doc.row.wanted })}
      right={t('app.worstFirst')}
    >
      {lines.length === 0 ? (
        <p className="py-2 text-ink-3">{t('app.instancesNone')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full text-left">
            <thead className="text-t1 text-ink-3">
              <tr className="[&>th]:py-1 [&>th]:pr-4 [&>th]:font-normal [&>th]:whitespace-nowrap">
                <th scope="col">{t('app.inst.state')}</th>
                <th scope="col" className="max-mid:hidden">
                  {t('app.inst.id')}
                </th>
                <th scope="col">{t('app.inst.version')}</th>
                <th scope="col">{t('app.inst.host')}</th>
                {hasZones && (
                  <th scope="col" className="max-mid:hidden">
                    {t('app.inst.zone')}
                  </th>
                )}
                <th scope="col" className="max-mid:hidden">
                  {t('app.inst.ports')}
                </th>
                <th scope="col" className="text-right">
                  {t('app.inst.since')}
                </th>
                <th scope="col" className="max-mid:hidden">
                  {t('app.inst.check')}
                </th>
                <th scope="col" className="w-8">
                  <span className="sr-only">{t('app.inst.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <Line
                  key={line.kind === 'empty' ? `slot-${line.number}` : line.instance.key}
                  line={line}
                  doc={doc}
                  hasZones={hasZones}
                  nowMs={nowMs}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < lines.length && (
        <button
          type="button"
          className="mt-2 underline decoration-line-3 underline-offset-4"
          onClick={() => setAll(true)}
        >
          {t('app.inst.showAll', { count: lines.length })}
        </button>
      )}
    </Section>
  );
}

interface LineProps {
  line: SlotLine;
  doc: AppDoc;
  hasZones: boolean;
  nowMs: number;
}

const rowClass = 'h-7 border-t border-line [&>td]:pr-4 max-mid:[&>td]:pr-2 [&>td]:whitespace-nowrap';

function Line({ line, doc, hasZones, nowMs }: LineProps) {
  const t = useT();
  if (line.kind === 'instance') {
    return <InstanceLine instance={line.instance} stand={line.stand} doc={doc} hasZones={hasZones} nowMs={nowMs} />;
  }
  const { launch } = doc;
  const since = launch?.sinceMs ?? null;
  const { ink, word } = empties[launch === null || launch.waiting === 0 ? 'unqueued' : queuedAs(launch)];
  const shape = launch === null || launch.waiting === 0 ? 'missing' : queuedAs(launch);
  return (
    <tr className={rowClass}>
      <td>
        <Stated shape={shape} ink={ink} word={t(word)} />
      </td>
      <td className="font-mono text-t2 text-ink-2 max-mid:hidden">{t('app.inst.slot', { number: line.number })}</td>
      <td className="text-ink-3">{unknownMark}</td>
      <td className="text-ink-3">{unknownMark}</td>
      {hasZones && <td className="text-ink-3 max-mid:hidden">{unknownMark}</td>}
      <td className="text-ink-3 max-mid:hidden">{unknownMark}</td>
      <td className="text-right text-ink-2">{duration(since === null ? null : nowMs - since)}</td>
      <td className="text-ink-3 max-mid:hidden">{unknownMark}</td>
      <td />
    </tr>
  );
}

function InstanceLine({
  instance,
  stand,
  doc,
  hasZones,
  nowMs,
}: {
  instance: Instance;
  stand: Stand;
  doc: AppDoc;
  hasZones: boolean;
  nowMs: number;
}) {
  const t = useT();
  const sinceMs = instance.startedAtMs ?? instance.stagedAtMs;
  const isOld = instance.version !== null && instance.version !== doc.row.version;
  return (
    <tr className={rowClass}>
      <td title={oneLine(instance.stateText, 60)}>
        <Stated {...shapes[stand]} word={t(`app.stand.${stand}`)} />
      </td>
      <td className="max-w-52 truncate font-mono text-t2 max-mid:hidden" title={oneLine(instance.id, 1000)}>
        <bdi>{oneLine(shortTaskId(instance.id), 80)}</bdi>
      </td>
      <td
        className={isOld ? 'text-ink-3' : ''}
        title={instance.version === null ? undefined : oneLine(instance.version, 60)}
      >
        {instance.version === null ? unknownMark : versionName(instance.version, nowMs)}
      </td>
      <td className="max-w-44 truncate max-mid:w-full max-mid:max-w-0" title={oneLine(instance.host, 400)}>
        <bdi>{oneLine(instance.host, 80)}</bdi>
      </td>
      {hasZones && (
        <td className="max-mid:hidden">
          {instance.zone === null ? unknownMark : <bdi>{oneLine(instance.zone, 40)}</bdi>}
        </td>
      )}
      <td className="max-w-36 truncate font-mono text-t2 max-mid:hidden" title={instance.ports.join(', ')}>
        {instance.ports.length === 0 ? unknownMark : instance.ports.join(', ')}
      </td>
      <td className="text-right text-ink-2" title={clock(sinceMs)}>
        {duration(sinceMs === null ? null : nowMs - sinceMs)}
      </td>
      <td className="w-full max-w-0 truncate text-ink-2 max-mid:hidden" title={oneLine(instance.healthText, 1000)}>
        <bdi>{oneLine(instance.healthText, 200)}</bdi>
      </td>
      <td className="!pr-0">
        <KillMenu instance={instance} doc={doc} />
      </td>
    </tr>
  );
}

function Stated({ shape, ink, word }: { shape: SlotState; ink: string; word: string }) {
  return (
    <span className={`flex items-center gap-2 ${ink}`}>
      <span className="mark" aria-hidden="true">
        <i className="slot" data-state={shape} />
      </span>
      {word}
    </span>
  );
}

function KillMenu({ instance, doc }: { instance: Instance; doc: AppDoc }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const name = isolated(shortTaskId(instance.id), 40);
  const killOf = (scale: boolean): Intent => ({
    kind: 'kill-instance',
    app: doc.row.key,
    instance: instance.id,
    scale,
  });
  const reasonOf = (intent: Intent): string | null => {
    const why = refusal(intent, { kind: 'app', row: doc.row });
    return why === null ? null : describeRefusal(why, t);
  };
  return (
    <Menu
      label={t('app.inst.actsOf', { name })}
      className="grid size-6 place-items-center rounded text-ink-2 hover:bg-hover max-mid:size-11"
      button={<span aria-hidden="true">⋯</span>}
      items={[
        {
          id: 'kill',
          label: t('app.inst.kill'),
          reason: reasonOf(killOf(false)),
          run: () => pull(killOf(false)),
        },
        {
          id: 'kill-scale',
          label: `${t('app.inst.killScale')} ${count(doc.row.wanted)}→${count(Math.max(0, doc.row.wanted - 1))}`,
          reason: reasonOf(killOf(true)) ?? (doc.row.wanted === 0 ? t('refusal.out-of-range') : null),
          run: () => pull(killOf(true)),
        },
      ]}
    />
  );
}
