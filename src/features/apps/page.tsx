import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { paths, usePlace } from '../../client/place.ts';
import { LeverKeys } from '../../commands/lever-keys.tsx';
import { usePull } from '../../commands/levers.ts';
import { useScaleDrafts } from '../../commands/use-scale-drafts.ts';
import { useT } from '../../i18n/use-t.tsx';
import type { AppRow } from '../../protocol/rows.ts';
import { AppTable, type AppTableProps, type LineAct } from './parts/app-table.tsx';
import { FilterBar } from './parts/filter-bar.tsx';
import { GroupTree } from './parts/group-tree.tsx';
import { ListHead } from './parts/list-head.tsx';
import { Nothing } from './parts/nothing.tsx';
import { RowMenu } from './parts/row-menu.tsx';
import { useLatest } from './use-latest.ts';
import { useList } from './use-list.ts';
import { useSelection } from './use-selection.ts';

/** Comes with the first selection: a list that is only read does without. */
const BulkBar = lazy(() => import('../../commands/bulk-bar.tsx').then((module) => ({ default: module.BulkBar })));

/** The list of apps: groups, filter, rows with their levers, acts on several. */
export function Page() {
  const t = useT();
  const place = usePlace();
  const list = useList();
  const pull = usePull();
  const { drafts, choose } = useScaleDrafts(pull);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ key: string; anchor: HTMLElement } | null>(null);
  const selection = useSelection(list.rows);
  const activeAt = activeKey === null ? -1 : list.rows.findIndex((row) => row.key === activeKey);
  const active = activeAt < 0 ? null : activeAt;
  const activeRow = active === null ? null : (list.rows[active] ?? null);
  const menuRow = menu === null ? null : (list.byKey.get(menu.key) ?? null);
  const selected = useMemo(() => selectedRows(selection.keys, list.byKey), [selection.keys, list.byKey]);
  const targets = useMemo(() => selected.map((row) => ({ kind: 'app', row }) as const), [selected]);
  const [wasSelected, setWasSelected] = useState(false);
  if (!wasSelected && selected.length > 0) setWasSelected(true);
  const hidden = useMemo(() => {
    if (selected.length === 0) return 0;
    const shown = new Set(list.rows.map((row) => row.key));
    return selected.filter((row) => !shown.has(row.key)).length;
  }, [selected, list.rows]);
  const act = useLatest(
    (what: LineAct, row: AppRow, { shift, anchor }: { shift: boolean; anchor: HTMLElement | null }) => {
      switch (what) {
        case 'less':
        case 'more-one':
          return choose(row.key, row.wanted, { by: what === 'less' ? -1 : 1 });
        case 'restart':
          return pull({ kind: 'restart-app', app: row.key });
        case 'halt':
          return pull(
            row.wanted === 0
              ? { kind: 'resume-app', app: row.key, to: row.suspendedFrom }
              : { kind: 'suspend-app', app: row.key },
          );
        case 'back':
          return pull({ kind: 'roll-back-app', app: row.key, version: null, keepCount: true });
        case 'menu':
          return anchor === null ? undefined : setMenu({ key: row.key, anchor });
        case 'select':
          return shift ? selection.extend(row.key) : selection.toggle(row.key);
        case 'open':
          return place.go(paths.app(row.key));
      }
    },
  );
  const onAct = useCallback<AppTableProps['onAct']>((...how) => act.current(...how), [act]);
  const onActive = useCallback((index: number) => setActiveKey(list.rows[index]?.key ?? null), [list.rows]);
  const { address, all, filter, settled, isWhole, complete } = list;
  // Once there, the list stays: taking its lines down and putting them up again is what a filter that fits nothing would cost.
  const [isListed, setListed] = useState(false);
  if (!isListed && list.rows.length > 0) setListed(true);
  const [isGrown, setGrown] = useState(false);
  const onGrown = useCallback(() => setGrown(true), []);
  const isTree = list.address.view === 'tree';
  return (
    <div className="grid h-full min-h-0 wide:grid-cols-[auto_minmax(0,1fr)]">
      {isTree && (all.length > 0 || !isWhole) && (
        <nav aria-label={t('apps.groups')} className="w-46 overflow-auto border-r border-line max-wide:hidden">
          {/* Counting ten thousand apps into their groups waits for the lines. */}
          {isWhole && (isGrown || list.rows.length === 0) && (
            <GroupTree
              key={list.address.source ?? ''}
              apps={settled.all}
              group={list.address.group}
              source={list.address.source}
              onChoose={list.setGroup}
            />
          )}
        </nav>
      )}
      <div className="flex min-h-0 min-w-0 flex-col gap-2 px-4 pt-3 wide:col-start-2 mid:px-6 max-wide:col-span-full">
        <ListHead
          group={address.group}
          view={address.view}
          onView={list.setView}
          inGroup={settled.inGroup}
          shown={settled.filtered.length}
          sum={list.sum}
          isKnown={list.sum !== null || (isWhole && (complete || all.length > 0))}
        />
        {(complete || all.length > 0 || !isWhole) && (
          <FilterBar
            text={list.text}
            filter={filter}
            found={settled.found}
            left={settled.filtered}
            sum={list.sum}
            isKnown={isWhole}
            onText={list.setText}
          />
        )}
        {list.rows.length === 0 && <Nothing list={list} />}
        {(isListed || list.rows.length > 0) && (
          <AppTable
            rows={list.rows}
            isWhole={isWhole}
            group={isTree ? list.address.group : '/'}
            sort={list.address.sort}
            onSort={list.sortBy}
            active={active}
            onActive={onActive}
            selected={selection.keys}
            onSelectAll={selection.toggleAll}
            drafts={drafts}
            onAct={onAct}
            onGrown={onGrown}
            onHover={list.hold}
          />
        )}
        {wasSelected && (
          <Suspense fallback={null}>
            <div className="shrink-0 pb-3 empty:hidden">
              {hidden > 0 && <p className="pb-1 text-t2 text-wait-t">{t('apps.hiddenSelected', { count: hidden })}</p>}
              <BulkBar targets={targets} onClear={selection.clear} />
            </div>
          </Suspense>
        )}
      </div>
      {activeRow !== null && (
        <LeverKeys
          target={{ kind: 'app', row: activeRow }}
          onStep={(by) => choose(activeRow.key, activeRow.wanted, { by })}
        />
      )}
      {menu !== null && menuRow !== null && (
        <RowMenu key={menu.key} row={menuRow} anchor={menu.anchor} onClose={() => setMenu(null)} />
      )}
    </div>
  );
}

function selectedRows(keys: ReadonlySet<string>, byKey: ReadonlyMap<string, AppRow>): readonly AppRow[] {
  return [...keys].flatMap((key) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [row];
  });
}
