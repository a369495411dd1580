import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { appIdOf } from '../../../domain/keys.ts';
import type { WorkerState } from '../../../domain/worker.ts';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { PathName, splitPath } from '../../../ui/path-name.tsx';
import type { WorkerStrip } from '../view.ts';
import { Glance } from './glance.tsx';

const mostLamps = 10;

/** Workers in one look: a lamp per worker, filled as far as its slots are busy; crossed out when it is gone, dotted when nobody can tell. */
export function WorkerGlance({
  strips,
  more,
  absent,
  known,
}: {
  strips: readonly WorkerStrip[];
  more: number;
  absent: boolean;
  known: boolean;
}) {
  const t = useT();
  return (
    <Glance title={t('overview.workers')} hint={t('overview.workersHint')}>
      {strips.length === 0 ? (
        <p className="text-ink-3">
          {t(absent ? 'overview.workersAbsent' : known ? 'overview.workersNone' : 'overview.notKnown')}
        </p>
      ) : (
        <ul className="grid grid-cols-[minmax(0,1fr)_max-content_max-content] gap-x-3">
          {strips.map((strip) => (
            <WorkerLine key={strip.key} strip={strip} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Go
          to={paths.workers}
          className="text-t2 text-ink-2 underline decoration-line-3 underline-offset-4 hover:text-ink"
        >
          {t('overview.more', { count: more })}
        </Go>
      )}
    </Glance>
  );
}

const states = ['online', 'gone', 'away', 'unknown'] as const satisfies readonly WorkerState[];

function WorkerLine({ strip }: { strip: WorkerStrip }) {
  const t = useT();
  const shown = strip.lamps.slice(0, mostLamps);
  const parts = states
    .map((state) => ({ state, count: strip.lamps.filter((lamp) => lamp.state === state).length }))
    .filter((part) => part.count > 0)
    .map((part) => t(`overview.worker.${part.state}`, { count: part.count }))
    .join(', ');
  return (
    <li className="col-span-3 grid h-6 grid-cols-subgrid items-center">
      <Go to={paths.workers} className="min-w-0 hover:underline">
        {strip.app === null ? (
          <span className="block truncate text-ink-3">{t('overview.workersNoApp')}</span>
        ) : (
          <PathName {...splitPath(appIdOf(strip.app))} />
        )}
      </Go>
      <span className="sr-only">
        {t('overview.workersLabel', { busy: count(strip.busy), slots: count(strip.slots), parts })}
      </span>
      <span aria-hidden="true" className="flex items-center gap-px">
        {shown.map((lamp) => (
          <Lamp key={lamp.key} state={lamp.state} load={lamp.load} />
        ))}
        {strip.lamps.length > mostLamps && (
          <span className="ml-1 text-t1 text-ink-3">+{count(strip.lamps.length - mostLamps)}</span>
        )}
      </span>
      <span aria-hidden="true" className="text-right whitespace-nowrap text-ink-2">
        {count(strip.busy)} / {count(strip.slots)}
      </span>
    </li>
  );
}

function Lamp({ state, load }: { state: WorkerState; load: number | null }) {
  if (state === 'gone') {
    return (
      <svg viewBox="0 0 8 14" className="block h-3.5 w-2" fill="none" stroke="var(--fail)">
        <path d="M.5 .5h7v13h-7zM1 1L7 13M7 1L1 13" />
      </svg>
    );
  }
  if (state !== 'online' || load === null) return <i className="block h-3.5 w-2 border border-dotted border-lost" />;
  return (
    <i className="flex h-3.5 w-2 items-end bg-line">
      <i className="block w-full bg-ink-2" style={{ height: `${Math.round(load * 100)}%` }} />
    </i>
  );
}
