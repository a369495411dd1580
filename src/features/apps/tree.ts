import type { Condition } from '../../domain/app.ts';
import type { Group } from '../../domain/groups.ts';
import type { AppRow } from '../../protocol/rows.ts';

/** A line of the group tree as it is unfolded now. */
export interface TreeLine {
  key: string;
  /** The source the group is in; a path is the same in two clusters. */
  source: string;
  path: string;
  name: string;
  /** 1 for the top, as `aria-level` counts. */
  level: number;
  /** 1-based place among its siblings, and how many there are. */
  place: number;
  of: number;
  open: boolean | null;
  apps: number;
  /** The worst condition below; null when all is well, so that a calm tree is silent. */
  alarm: Condition | null;
}

const quiet: ReadonlySet<Condition> = new Set(['healthy', 'unchecked', 'suspended']);

/** The visible lines of the trees, one top per source; `open` holds the keys of unfolded groups. */
export function treeLines(trees: readonly Group<AppRow>[], open: ReadonlySet<string>): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const walk = (groups: readonly Group<AppRow>[], level: number): void => {
    for (const [index, group] of groups.entries()) {
      const unfolded = level === 1 || open.has(group.key);
      lines.push({
        key: group.key,
        source: group.source,
        path: group.path,
        name: group.name,
        level,
        place: index + 1,
        of: groups.length,
        open: group.groups.length === 0 ? null : unfolded,
        apps: group.appCount,
        alarm: group.worst === null || quiet.has(group.worst) ? null : group.worst,
      });
      if (unfolded) walk(group.groups, level + 1);
    }
  };
  walk(trees, 1);
  return lines;
}

/** What a key does in a tree (WAI-ARIA practices): go to a line, or fold or unfold the one in focus. */
export type TreeMove = { kind: 'go'; key: string } | { kind: 'open'; key: string } | { kind: 'close'; key: string };

/** The move that a key makes from the line `at`; null when the tree has no use for it. */
export function treeMove(lines: readonly TreeLine[], at: string, pressed: string): TreeMove | null {
  const index = lines.findIndex((line) => line.key === at);
  const line = lines[index];
  if (!line) return null;
  switch (pressed) {
    case 'ArrowDown':
      return go(lines[index + 1]);
    case 'ArrowUp':
      return go(lines[index - 1]);
    case 'Home':
      return go(lines[0]);
    case 'End':
      return go(lines.at(-1));
    case 'ArrowRight':
      if (line.open === false) return { kind: 'open', key: line.key };
      return line.open === true ? go(lines[index + 1]) : null;
    case 'ArrowLeft':
      if (line.open === true && line.level > 1) return { kind: 'close', key: line.key };
      return go(lines.slice(0, index).findLast((above) => above.level < line.level));
    default:
      return null;
  }
}

function go(line: TreeLine | undefined): TreeMove | null {
  return line ? { kind: 'go', key: line.key } : null;
}

/** The keys of the groups on the way to `path`, so that a linked group is visible in the tree. */
export function wayTo(source: string, path: string): readonly string[] {
  const keys: string[] = [];
  for (let cut = path.indexOf('/', 1); cut > 0; cut = path.indexOf('/', cut + 1))
    keys.push(source + path.slice(0, cut));
  return keys;
}
