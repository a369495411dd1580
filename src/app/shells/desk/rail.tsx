import { Go } from '../../../client/go.tsx';
import { useNow, useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { axisTime, count, zone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Key } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { isWithin, problemsOf, sections, type Section } from '../../../commands/sections.ts';

function Clock() {
  const nowMs = useNow(1000);
  return (
    <span className="text-t2 text-ink-2">
      {axisTime(nowMs, 'seconds')} <span className="text-ink-3">{zone(nowMs)}</span>
    </span>
  );
}

function SectionLink({ section, problems }: { section: Section; problems: number }) {
  const t = useT();
  const { path } = usePlace();
  const isHere = isWithin(section, path);
  return (
    <Go
      to={section.path}
      aria-current={isHere ? 'page' : undefined}
      className={`flex h-8 shrink-0 items-center gap-2 border-l-3 pr-3 pl-3.25 hover:bg-hover max-mid:h-12 max-mid:flex-col max-mid:justify-center max-mid:gap-0 max-mid:border-t-2 max-mid:border-l-0 max-mid:px-1 max-mid:text-t2 max-mid:whitespace-nowrap ${
        isHere ? 'border-ink font-semibold text-ink' : 'border-transparent text-ink-2'
      }`}
    >
      <span className="flex-1 max-mid:flex-none">{t(`shell.${section.id}`)}</span>
      {problems > 0 && (
        <span className="font-medium text-ink">
          <span aria-hidden="true">{count(problems)}</span>
          <span className="sr-only">{t('shell.problems', { count: problems })}</span>
        </span>
      )}
    </Go>
  );
}

const atThumb: ReadonlySet<Section['id']> = new Set(['overview', 'apps', 'queues', 'workers', 'deployments']);

/** What does not fit at the thumb. */
function MoreSections() {
  const t = useT();
  const { go } = usePlace();
  const items = sections
    .filter(({ id }) => !atThumb.has(id))
    .map(({ id, path }) => ({ id, label: t(`shell.${id}`), run: () => go(path) }));
  return (
    <Menu
      label={t('shell.more')}
      items={items}
      className="flex h-12 min-w-12 flex-1 items-center justify-center text-t2 whitespace-nowrap text-ink-2 mid:hidden"
      button={t('shell.more')}
    />
  );
}

/** The sections with the number of things that need someone; at the thumb on a phone. */
export function Rail() {
  const t = useT();
  const { list } = useTable('attention');
  return (
    <nav
      aria-label={t('shell.sections')}
      className="col-start-1 row-span-2 row-start-2 flex min-h-0 flex-col overflow-auto border-r border-line bg-sunk pt-3 pb-4 max-mid:row-span-1 max-mid:row-start-4 max-mid:flex-row max-mid:border-t max-mid:border-r-0 max-mid:p-0"
    >
      {sections.map((section) => (
        <div
          key={section.id}
          className={`${section.id === 'wall' ? 'mt-3 border-t border-line pt-3' : ''} ${atThumb.has(section.id) ? 'max-mid:flex-1' : 'max-mid:hidden'}`}
        >
          <SectionLink section={section} problems={problemsOf(section, list)} />
        </div>
      ))}
      <MoreSections />
      <div className="mt-auto flex flex-col gap-1 px-4 pt-4 text-t2 text-ink-3 max-mid:hidden">
        <span className="flex items-center gap-1">
          <Key>J</Key>
          <Key>K</Key> {t('shell.nextProblem')}
        </span>
        <span className="flex items-center gap-1">
          <Key>?</Key> {t('shell.allKeys')}
        </span>
        <span className="pt-2">
          <Clock />
        </span>
      </div>
    </nav>
  );
}
