import { Go } from '../../../client/go.tsx';
import { paths, writeSearch } from '../../../client/place.ts';
import type { Condition } from '../../../domain/app.ts';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import type { SlotState } from '../../../ui/slot.ts';
import { useStateWord } from '../../../ui/state-mark.tsx';
import { Track } from '../../../ui/track.tsx';
import type { GroupStrip } from '../view.ts';
import { Glance } from './glance.tsx';

const slotOf: Readonly<Record<Condition, SlotState>> = {
  failing: 'failing',
  delayed: 'delayed',
  waiting: 'waiting',
  unreachable: 'unreachable',
  deploying: 'starting',
  unchecked: 'unchecked',
  healthy: 'healthy',
  suspended: 'suspended',
};

/** Apps in one look: a strip per top-level group, one block per app, worst first. */
export function GroupGlance({
  strips,
  more,
  known,
}: {
  strips: readonly GroupStrip[];
  more: number;
  /** Every source has answered: before that, none means nothing. */
  known: boolean;
}) {
  const t = useT();
  return (
    <Glance title={t('overview.apps')} hint={t('overview.appsHint')}>
      {strips.length === 0 ? (
        <p className="text-ink-3">{t(known ? 'overview.appsNone' : 'overview.notKnown')}</p>
      ) : (
        <ul className="grid grid-cols-[minmax(56px,max-content)_minmax(0,1fr)_max-content] gap-x-3">
          {strips.map((strip) => (
            <GroupLine key={strip.key} strip={strip} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Go
          to={paths.apps}
          className="text-t2 text-ink-2 underline decoration-line-3 underline-offset-4 hover:text-ink"
        >
          {t('overview.more', { count: more })}
        </Go>
      )}
    </Glance>
  );
}

function GroupLine({ strip }: { strip: GroupStrip }) {
  const t = useT();
  const word = useStateWord();
  const parts = strip.parts.map((part) => `${count(part.count)} ${word(part.condition)}`).join(', ');
  const group = strip.name === '/' ? t('overview.topApps') : oneLine(strip.name, 60);
  const name = strip.isShared ? `${group} · ${strip.source}` : group;
  const source = strip.isShared ? strip.source : '';
  return (
    <li className="col-span-3 grid h-6 grid-cols-subgrid items-center">
      <Go
        to={paths.apps + writeSearch(strip.name === '/' ? { q: 'group:/', source } : { group: strip.name, source })}
        className="max-w-40 truncate hover:underline"
        title={name}
      >
        <bdi>{name}</bdi>
      </Go>
      <Track
        size="x"
        segments={strip.parts.map((part) => ({ state: slotOf[part.condition], count: part.count }))}
        label={t('overview.appsLabel', { name, parts })}
      />
      <span className={`text-right ${strip.worst === 'healthy' ? 'text-ink-3' : 'text-ink'}`}>
        {count(strip.total)}
      </span>
    </li>
  );
}
