import { describe, expect, it } from 'vitest';
import { findCycles, reachableFrom, wallBetween } from './lib/rooms.ts';
import { readSource, readSources } from './lib/source-files.ts';

// The least number of files each room must show: a rule that reads nothing is always kept.
const LEAST = {
  'src/domain': 30,
  'src/platform': 12,
  'src/adapters': 25,
  'src/engine': 50,
  'src/protocol': 4,
  'src/client': 18,
  'src/i18n': 25,
  'src/ui': 18,
  'src/commands': 20,
  'src/features': 80,
  'src/app': 35,
  gateway: 22,
  'mock-server': 100,
};

const files = readSources(['src', 'gateway', 'mock-server']);
const byPath = new Map(files.map((file) => [file.path, file]));
const inRoom = (room: string) => files.filter(({ path }) => path.startsWith(`${room}/`));
const product = files.filter(({ isTest }) => !isTest);
const importersOf = (name: string) => files.filter(({ packages }) => packages.includes(name)).map(({ path }) => path);

describe('the reader of imports', () => {
  it('sees static, type-only, re-exported, dynamic and in-type imports, casts and own formatting', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "export * from './c.ts';",
      "export { d } from './d.ts';",
      "type E = import('./e.ts').E;",
      "const f = await import('./f.ts');",
      "import 'recharts/lib';",
      "import '@tanstack/react-query';",
      'const g = a as unknown as string;',
      'const h = [1] as const;',
      'const i = new Intl.NumberFormat().format(1) + (2).toLocaleString();',
    ].join('\n');
    expect(readSource('src/app/x.ts', text)).toEqual({
      path: 'src/app/x.ts',
      isTest: false,
      files: ['src/app/a.ts', 'src/b.ts', 'src/app/c.ts', 'src/app/d.ts', 'src/app/e.ts', 'src/app/f.ts'],
      packages: ['recharts', '@tanstack/react-query'],
      casts: [9, 9],
      formatting: [11, 11],
    });
  });

  it('knows a forbidden import when it sees one', () => {
    const file = (path: string) => ({ path, isTest: false });
    expect(wallBetween(file('src/domain/app.ts'), 'src/engine/store.ts')).toContain('no arrow');
    expect(wallBetween(file('src/adapters/flower/index.ts'), 'src/adapters/marathon/wire.ts')).toContain('siblings');
    expect(wallBetween(file('src/features/apps/page.tsx'), 'src/features/tasks/page.tsx')).toContain('siblings');
    expect(wallBetween(file('mock-server/main.ts'), 'src/domain/app.ts')).toContain('no arrow');
    expect(wallBetween(file('src/attic/app.ts'), 'src/domain/app.ts')).toContain('no known room');
    expect(wallBetween(file('src/engine/store.ts'), 'src/domain/app.ts')).toBeNull();
  });
});

describe('the house', () => {
  it.each(Object.entries(LEAST))('is read whole: %s has at least %i files', (room, least) => {
    expect(inRoom(room).length).toBeGreaterThanOrEqual(least);
  });

  it('lets a file import from its own room and along its arrows only', () => {
    const walls = files.flatMap((file) => file.files.map((imported) => wallBetween(file, imported)));
    expect(walls.filter((wall) => wall !== null)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(findCycles(byPath)).toEqual([]);
  });

  it('keeps the domain free of libraries', () => {
    const found = inRoom('src/domain').flatMap(({ path, isTest, packages }) =>
      isTest ? [] : packages.map((name) => `${path} → ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('keeps Node out of everything that could run in a page', () => {
    const rooms = ['src/domain', 'src/platform', 'src/adapters', 'src/engine', 'src/protocol', 'src/client', 'src/app'];
    const found = rooms
      .flatMap(inRoom)
      .filter(({ isTest, packages }) => !isTest && packages.some((name) => name.startsWith('node:')));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    ['recharts', 'src/ui/'],
    ['@tanstack/react-query', 'src/client/'],
  ])('imports %s only in %s', (name, room) => {
    expect(importersOf(name).filter((path) => !path.startsWith(room))).toEqual([]);
  });

  it('brings no adapter and no schema library into the page', () => {
    const reached = reachableFrom(
      inRoom('src/app')
        .filter(({ isTest }) => !isTest)
        .map(({ path }) => path),
      byPath,
    );
    const forbidden = [...reached].filter(
      ([path]) => path.startsWith('src/adapters/') || byPath.get(path)?.packages.includes('zod'),
    );
    expect(forbidden.map(([path, by]) => `${path} (by ${by})`)).toEqual([]);
  });

  it('formats numbers and times for people in one file', () => {
    const found = product.filter(({ path, formatting }) => formatting.length > 0 && path.startsWith('src/'));
    expect(found.map(({ path }) => path).filter((path) => path !== 'src/i18n/format.ts')).toEqual([]);
  });

  it('casts in one file', () => {
    const found = product.flatMap(({ path, casts }) => casts.map((line) => `${path}:${line}`));
    expect(found.filter((place) => !place.startsWith('src/domain/units.ts:'))).toEqual([]);
  });
});
