import type { SourceFile } from './source-files.ts';

/** Rooms whose folders may not see each other: each adapter and each feature is a room of its own. */
const DIVIDED = new Set(['src/adapters', 'src/features']);

/** From which rooms a room may import, besides itself. `src/adapters` and `src/features` mean any one of their folders. */
const ARROWS: Record<string, readonly string[]> = {
  'src/domain': [],
  'src/platform': ['src/domain'],
  'src/protocol': ['src/domain'],
  'src/adapters': ['src/domain', 'src/platform'],
  'src/engine': ['src/domain', 'src/platform', 'src/protocol'],
  'src/client': ['src/domain', 'src/platform', 'src/protocol'],
  'src/i18n': ['src/domain'],
  // The kit is blind to data, yet it knows the trade's words (a state has one mark) and the reader's language.
  'src/ui': ['src/domain', 'src/platform', 'src/i18n'],
  // Commands and features see the protocol for its rows and acts: they are what a view model is made from.
  // A command brings its own dialog, toast and palette, which are drawn with the kit.
  'src/commands': ['src/domain', 'src/protocol', 'src/client', 'src/i18n', 'src/ui'],
  'src/features': ['src/domain', 'src/protocol', 'src/client', 'src/ui', 'src/commands', 'src/i18n'],
  'src/app': [
    'src/domain',
    'src/platform',
    'src/protocol',
    'src/client',
    'src/i18n',
    'src/ui',
    'src/commands',
    'src/features',
  ],
  gateway: ['src/engine', 'src/adapters', 'src/protocol', 'src/domain', 'src/platform'],
  'mock-server': [],
};

interface Room {
  name: string;
  /** The adapter's or feature's folder; null elsewhere, and for files that lie beside those folders. */
  folder: string | null;
}

function roomOf(path: string): Room {
  const [first = '', second = '', third = ''] = path.split('/');
  const name = first === 'src' ? `${first}/${second}` : first;
  const isDivided = DIVIDED.has(name) && !/\.(ts|tsx)$/.test(third);
  return { name, folder: isDivided ? third : null };
}

/** Says why a file may not import another, or null. */
export function wallBetween(file: Pick<SourceFile, 'path' | 'isTest'>, imported: string): string | null {
  const from = roomOf(file.path);
  const to = roomOf(imported);
  const arrows = ARROWS[from.name];
  if (arrows === undefined) return `${file.path} lies in no known room`;
  if (from.name !== to.name)
    return arrows.includes(to.name) ? null : `${file.path} → ${imported}: no arrow to ${to.name}`;
  // A test beside the folders may look at all of them: that is how one table covers every adapter.
  const isOverview = file.isTest && from.folder === null;
  if (isOverview || !DIVIDED.has(from.name) || from.folder === to.folder) return null;
  return `${file.path} → ${imported}: siblings in ${from.name} do not see each other`;
}

/** Everything that is reached from the given files by any import, with the file that led there. */
export function reachableFrom(
  starts: readonly string[],
  sources: ReadonlyMap<string, SourceFile>,
): Map<string, string> {
  const reached = new Map(starts.map((path) => [path, '(start)']));
  for (const [path] of reached) {
    for (const next of sources.get(path)?.files ?? []) {
      if (!reached.has(next)) reached.set(next, path);
    }
  }
  return reached;
}

/** The import cycles among the files, each as a path that ends where it began. */
export function findCycles(sources: ReadonlyMap<string, SourceFile>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) {
      cycles.push([...trail.slice(seenAt), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const next of sources.get(path)?.files ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return cycles;
}
