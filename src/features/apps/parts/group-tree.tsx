import { memo, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { groupTrees } from '../../../domain/groups.ts';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { isolated, oneLine } from '../../../ui/hostile.ts';
import { StateShape, useStateWord } from '../../../ui/state-mark.tsx';
import { treeLines, treeMove, wayTo, type TreeLine } from '../tree.ts';

interface GroupTreeProps {
  apps: readonly AppRow[];
  group: string;
  source: string | null;
  onChoose(group: string, source: string | null): void;
}

/** The groups as a tree; each carries its worst child's shape and is silent when all below is well. */
export const GroupTree = memo(function GroupTree({ apps, group, source, onChoose }: GroupTreeProps) {
  const t = useT();
  const trees = useMemo(() => groupTrees(apps), [apps]);
  const isMany = trees.length > 1;
  const chosen = (source ?? trees[0]?.source ?? '') + group;
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set([...wayTo(source ?? trees[0]?.source ?? '', group), chosen]),
  );
  const lines = useMemo(() => treeLines(trees, open), [trees, open]);
  const [focus, setFocus] = useState<string | null>(null);
  const box = useRef<HTMLUListElement>(null);
  const focused = lines.some((line) => line.key === focus)
    ? focus
    : lines.some((line) => line.key === chosen)
      ? chosen
      : lines[0]?.key;
  const choose = (line: TreeLine) => {
    setFocus(line.key);
    onChoose(line.path, isMany ? line.source : null);
  };
  const fold = (key: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(key);
    else next.delete(key);
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const line = lines.find((one) => one.key === focused);
    if (!line) return;
    const move = treeMove(lines, line.key, event.key);
    if (move?.kind === 'go') {
      setFocus(move.key);
      box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(move.key)}"]`)?.focus();
    } else if (move !== null) fold(move.key, move.kind === 'open');
    else if (event.key === 'Enter' || event.key === ' ') choose(line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul ref={box} role="tree" aria-label={t('apps.groups')} className="py-2" onKeyDown={onKeyDown}>
      {lines.map((line) => (
        <GroupLine
          key={line.key}
          line={line}
          label={line.level > 1 ? line.name : isMany ? line.source : t('apps.all')}
          isChosen={line.key === chosen}
          isFocus={line.key === focused}
          onChoose={() => choose(line)}
          onFold={() => fold(line.key, line.open === false)}
        />
      ))}
    </ul>
  );
});

interface GroupLineProps {
  line: TreeLine;
  label: string;
  isChosen: boolean;
  isFocus: boolean;
  onChoose(): void;
  onFold(): void;
}

function GroupLine({ line, label, isChosen, isFocus, onChoose, onFold }: GroupLineProps) {
  const t = useT();
  const word = useStateWord();
  const name = isolated(label, 80);
  return (
    <li
      role="treeitem"
      data-key={line.key}
      tabIndex={isFocus ? 0 : -1}
      aria-level={line.level}
      aria-posinset={line.place}
      aria-setsize={line.of}
      aria-expanded={line.open ?? undefined}
      aria-selected={isChosen}
      aria-label={
        line.alarm === null
          ? t('apps.groupLabel', { name, count: line.apps })
          : t('apps.groupLabelBad', { name, count: line.apps, worst: word(line.alarm) })
      }
      className={`flex h-7 cursor-pointer items-center gap-1.5 pr-4 ${isChosen ? 'bg-sel font-semibold' : 'hover:bg-hover'}`}
      style={{ paddingLeft: 8 + Math.max(0, line.level - 2) * 12 }}
      onClick={onChoose}
      onKeyDown={undefined}
    >
      {line.alarm === null ? <span className="mark" /> : <StateShape state={line.alarm} />}
      <bdi className="min-w-0 flex-1 truncate" title={oneLine(line.path, 400)}>
        {line.level === 2 && '/'}
        {oneLine(label, 80)}
      </bdi>
      {line.open !== null && line.level > 1 && (
        <span
          aria-hidden="true"
          className="grid size-5 place-items-center rounded text-ink-3 hover:bg-line"
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
        >
          {line.open ? '▾' : '▸'}
        </span>
      )}
      <span className="text-ink-2">{count(line.apps)}</span>
    </li>
  );
}
