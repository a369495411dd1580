import { memo, useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { pendingByTarget } from '../../../client/acts.ts';
import { useTable } from '../../../client/live.tsx';
import { usePreference, rowHeights } from '../../../client/preferences.ts';
import { useCluster } from '../../../client/scene.ts';
import { keyOf, sourceOf } from '../../../domain/keys.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import type { Sort, SortKey } from '../view.ts';
import { AppLine, lineId } from './app-line.tsx';
import { watchBox } from './box-store.ts';
import { useGrowth } from './growth.ts';
import { layoutFor } from './layout.ts';
import { LeverWords } from './lever-words.tsx';
import { Lines } from './lines.ts';
import { TableHead } from './table-head.tsx';
import { useBoxWidth, useWindow } from './use-window.ts';

/** What was done to a line: a lever's name, `select`, or `open`. */
export type LineAct = 'less' | 'more-one' | 'restart' | 'halt' | 'back' | 'menu' | 'select' | 'open';

const lineActs: readonly LineAct[] = ['less', 'more-one', 'restart', 'halt', 'back', 'menu', 'select', 'open'];

/** All of it keeps its identity while the list stands: a key in the filter must not draw the list before it changes it. */
export interface AppTableProps {
  rows: readonly AppRow[];
  /** False while there are more, nobody here knows how many. */
  isWhole: boolean;
  group: string;
  sort: Sort;
  onSort(by: SortKey): void;
  active: number | null;
  onActive(index: number): void;
  selected: ReadonlySet<string>;
  onSelectAll(): void;
  drafts: ReadonlyMap<string, number>;
  onAct(act: LineAct, row: AppRow, event: { shift: boolean; anchor: HTMLElement | null }): void;
  /** The list stands whole: there is time for what is less urgent. */
  onGrown(): void;
  /** The pointer came among the rows, or left them. */
  onHover(isIn: boolean): void;
}

/** The list: only the lines in sight exist, one listener serves them all, one app's change draws one line. */
export const AppTable = memo(function AppTable(props: AppTableProps) {
  const { rows, isWhole, group, sort, active, selected, drafts, onAct, onActive, onGrown } = props;
  const t = useT();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  // In a task of its own: to ask for the room there is has the whole page laid out, which would come on top of drawing its frame.
  const place = useCallback((element: HTMLDivElement) => {
    const timer = setTimeout(() => setScroller(element));
    return () => {
      clearTimeout(timer);
      setScroller(null);
    };
  }, []);
  const [density] = usePreference('density');
  const box = useMemo(() => (scroller === null ? null : watchBox(scroller)), [scroller]);
  const widthPx = useBoxWidth(box);
  const layout = useMemo(() => layoutFor(widthPx, rowHeights[density]), [widthPx, density]);
  const { first, end, pool, seen, isAtTop } = useWindow(box, layout.rowPx, rows.length);
  const growth = useGrowth(box !== null, seen, pool, onGrown);
  // Someone who scrolls a list that is still growing must not see it end early; where nobody has scrolled, lines below the foot, there
  // once they have grown, would be changed with every key in the filter and seen by nobody.
  const last = Math.min(rows.length, isAtTop ? Math.min(growth.isDone ? seen : end, growth.lines) : end);
  const [lines] = useState(() => new Lines());
  const pendings = pendingByTarget(useTable('acts').list);
  const deployments = useTable('deployments').rows;
  const sources = useTable('sources').rows;
  const isReadOnly = useCluster()?.readOnly ?? false;
  const giveUpFocus = useCallback(() => scroller?.focus({ preventScroll: true }), [scroller]);
  const reveal = (index: number) => {
    if (!scroller) return;
    const top = index * layout.rowPx;
    const room = scroller.clientHeight - headPx - layout.rowPx;
    if (top < scroller.scrollTop) scroller.scrollTo({ top });
    else if (top > scroller.scrollTop + room) scroller.scrollTo({ top: top - room });
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const found = lineOf(event.target, rows);
    if (!found) return;
    onActive(found.index);
    if (found.act !== null) onAct(found.act, found.row, { shift: event.shiftKey, anchor: found.element });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // A button, a box or a link that has the keyboard takes its own keys.
    if (event.target !== event.currentTarget && (event.key === 'Enter' || event.key === ' ')) return;
    const move = moveOf(event.key, active, rows.length, Math.floor((scroller?.clientHeight ?? 320) / layout.rowPx) - 1);
    const row = active === null ? undefined : rows[active];
    if (move !== null) {
      onActive(move);
      reveal(move);
      if (event.shiftKey && rows[move]) onAct('select', rows[move], { shift: true, anchor: null });
    } else if (row && event.key === ' ') onAct('select', row, { shift: false, anchor: null });
    else if (row && event.key === 'Enter') onAct('open', row, { shift: false, anchor: null });
    else if (row && event.key === '.')
      onAct('menu', row, {
        shift: false,
        anchor: scroller?.querySelector(`#${lineId(active ?? 0)} [data-act=menu]`) ?? null,
      });
    else return;
    event.preventDefault();
  };
  const dealt = lines
    .deal(rows.slice(first, last), first)
    .map(({ slot, row, index }) => (
      <AppLine
        key={slot}
        slot={slot}
        row={row}
        index={index}
        layout={layout}
        group={group}
        isBare={slot >= growth.levers}
        isActive={index !== null && index === active}
        isSelected={selected.has(row.key)}
        pending={pendings.get(row.key) ?? null}
        draft={drafts.get(row.key) ?? null}
        deployment={deploymentOf(row, deployments)}
        readOnly={isReadOnly || (sources.get(sourceOf(row.key))?.readOnly ?? false)}
        source={sources.get(sourceOf(row.key))?.state ?? 'connecting'}
        giveUpFocus={giveUpFocus}
      />
    ));
  // Unseen without a style that every cell inherits: a filter that fits nothing would have all of them worked out anew.
  const isEmpty = rows.length === 0;
  const isActiveDrawn = active !== null && active >= first && active < last;
  return (
    <div
      ref={place}
      role="grid"
      tabIndex={isEmpty ? -1 : 0}
      aria-hidden={isEmpty || undefined}
      aria-label={t('apps.table')}
      aria-rowcount={isWhole ? rows.length + 1 : -1}
      aria-multiselectable="true"
      aria-activedescendant={isActiveDrawn ? lineId(active) : undefined}
      className={`relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain outline-offset-[-2px] ${isEmpty ? 'opacity-0' : ''}`}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onPointerEnter={() => props.onHover(true)}
      onPointerLeave={() => props.onHover(false)}
    >
      {box !== null && !isEmpty && (
        <TableHead
          layout={layout}
          sort={sort}
          onSort={props.onSort}
          shown={rows.length}
          allSelected={rows.length > 0 && selected.size >= rows.length && rows.every((row) => selected.has(row.key))}
          someSelected={selected.size > 0}
          onSelectAll={props.onSelectAll}
        />
      )}
      {/* Lines keep their places in the document whatever they show; this is the order they are read in. */}
      <div
        role="rowgroup"
        aria-owns={idsBetween(first, last)}
        className="relative"
        style={{ height: rows.length * layout.rowPx }}
      >
        {dealt}
      </div>
      <LeverWords />
    </div>
  );
});

const headPx = 28;

function idsBetween(first: number, end: number): string | undefined {
  if (end <= first) return undefined;
  return Array.from({ length: end - first }, (_, at) => lineId(first + at)).join(' ');
}

function deploymentOf(row: AppRow, deployments: ReadonlyMap<string, DeploymentRow>): DeploymentRow | null {
  const id = row.deployments[0];
  return id === undefined ? null : (deployments.get(keyOf(sourceOf(row.key), id)) ?? null);
}

function lineOf(
  target: EventTarget,
  rows: readonly AppRow[],
): { index: number; row: AppRow; act: LineAct | null; element: HTMLElement | null } | null {
  if (!(target instanceof Element)) return null;
  // The head is the first row of the grid.
  const index = Number(target.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 2;
  const row = rows[index];
  if (!row) return null;
  const element = target.closest<HTMLElement>('[data-act]');
  const act = lineActs.find((one) => one === element?.dataset['act']) ?? null;
  const isOff = element?.getAttribute('aria-disabled') === 'true';
  return { index, row, act: isOff ? null : act, element };
}

function moveOf(key: string, active: number | null, count: number, page: number): number | null {
  if (count === 0) return null;
  const at = active ?? -1;
  const bound = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return bound(at + 1);
    case 'ArrowUp':
      return bound(at - 1);
    case 'PageDown':
      return bound(at + page);
    case 'PageUp':
      return bound(at - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
