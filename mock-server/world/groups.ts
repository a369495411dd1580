import type { AppDefinition } from './app.ts';

/** What is known of a group apart from its members, which follow from their ids. */
export type GroupFacts = {
  readonly id: string;
  readonly dependencies: readonly string[];
  readonly enforceRole: boolean;
};

/** `/a/b` of `/a/b/c`; `/` of `/a`. */
export function parentOf(id: string): string {
  const at = id.lastIndexOf('/');
  return at <= 0 ? '/' : id.slice(0, at);
}

/** Every group above, nearest first, without the root. */
export function groupsAbove(id: string): string[] {
  const found: string[] = [];
  for (let group = parentOf(id); group !== '/'; group = parentOf(group)) found.push(group);
  return found;
}

/** Is `id` below `group`? Everything is below the root. */
export function isBelow(id: string, group: string): boolean {
  return group === '/' || id.startsWith(`${group}/`);
}

/** Why this tree cannot be; null if it can. */
export function treeRefusal(
  target: ReadonlyMap<string, AppDefinition>,
  groups: ReadonlySet<string>,
  changed: Iterable<string>,
): string | null {
  for (const id of changed) {
    if (groups.has(id) || groupsAbove(id).some((group) => target.has(group))) {
      return 'Groups and Applications may not have the same identifier.';
    }
  }
  for (const id of changed) if (dependsOnItself(id, target)) return 'Dependency graph has cyclic dependencies.';
  return null;
}

function dependsOnItself(start: string, target: ReadonlyMap<string, AppDefinition>): boolean {
  const seen = new Set<string>();
  const open = [...(target.get(start)?.config.dependencies ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(target.get(id)?.config.dependencies ?? []));
  }
  return false;
}
