import { useTable } from '../../client/live.tsx';
import { describeAct } from '../../commands/sentences.ts';
import { UndoButton } from '../../commands/undo-button.tsx';
import { clock, dateTime, precise } from '../../i18n/format.ts';
import { useT } from '../../i18n/use-t.tsx';
import type { ActRow } from '../../protocol/rows.ts';
import { Empty } from '../../ui/empty.tsx';
import { oneLine } from '../../ui/hostile.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { newestFirst, toneOf, tookMs } from './view.ts';

const inks = { open: 'text-dep-t', good: 'text-ink', bad: 'text-fail-t', gone: 'text-ink-3' } as const;

function ActLine({ act }: { act: ActRow }) {
  const t = useT();
  return (
    <tr className="border-b border-line align-top">
      <td className="py-1.5 pr-4 whitespace-nowrap text-ink-2" title={dateTime(act.askedAtMs)}>
        {clock(act.askedAtMs)}
      </td>
      <td className="max-w-40 truncate py-1.5 pr-4 text-ink-2">{oneLine(act.who, 60)}</td>
      <td className={`py-1.5 pr-4 [overflow-wrap:anywhere] ${inks[toneOf(act)]}`}>{describeAct(act, t)}</td>
      <td className="py-1.5 pr-4 text-right whitespace-nowrap text-ink-2">{precise(tookMs(act))}</td>
      <td className="py-1 text-right">
        <UndoButton act={act} words="named" />
      </td>
    </tr>
  );
}

/** Every act on the cluster, whoever pulled the lever. */
export function Page() {
  const t = useT();
  const { list, ready } = useTable('acts');
  return (
    <div className="flex flex-col gap-4 px-6 py-4 max-mid:px-4">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-t5 font-semibold">{t('trail.title')}</h1>
        <p className="text-ink-2">{t('trail.about')}</p>
      </div>
      {!ready && <SkeletonRows rows={8} label={t('common.loading')} />}
      {ready && list.length === 0 && <Empty title={t('trail.empty')}>{t('trail.emptyHow')}</Empty>}
      {list.length > 0 && (
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-b border-line text-t1 text-ink-3">
              <th className="py-1.5 pr-4 font-normal">{t('trail.at')}</th>
              <th className="py-1.5 pr-4 font-normal">{t('trail.who')}</th>
              <th className="py-1.5 pr-4 font-normal">{t('trail.what')}</th>
              <th className="py-1.5 pr-4 text-right font-normal">{t('trail.took')}</th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {newestFirst(list).map((act) => (
              <ActLine key={act.key} act={act} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
