import { describe, expect, it } from 'vitest';
import { diffConfigs } from './diff.ts';
import { seeded } from './testing/build.ts';
import type { Json } from './version.ts';

describe('the differences between two configurations', () => {
  it('are none between equals, whatever the order of their names', () => {
    expect(diffConfigs({ cpus: 1, env: { A: 'x', B: 'y' } }, { env: { B: 'y', A: 'x' }, cpus: 1 })).toEqual([]);
  });

  it('name the way to what changed, was added and was removed, in a fixed order', () => {
    const before = { cmd: 'run 1', env: { KEEP: 'k', GONE: 'g' }, cpus: 0.5 };
    const after = { cmd: 'run 2', env: { KEEP: 'k', 'new.one': 'n' }, cpus: 0.5, mem: 64 };
    expect(diffConfigs(before, after)).toEqual([
      { path: ['cmd'], kind: 'changed', before: 'run 1', after: 'run 2' },
      { path: ['env', 'GONE'], kind: 'removed', before: 'g', after: undefined },
      { path: ['env', 'new.one'], kind: 'added', before: undefined, after: 'n' },
      { path: ['mem'], kind: 'added', before: undefined, after: 64 },
    ]);
  });

  it('leave out what only the upstream writes, at the top and nowhere else', () => {
    const before = { version: 'v1', versionInfo: { lastScalingAt: 'a' }, tasksRunning: 3, env: { version: '1' } };
    const after = { version: 'v2', versionInfo: { lastScalingAt: 'b' }, tasksRunning: 4, env: { version: '2' } };
    expect(diffConfigs(before, after).map((one) => one.path)).toEqual([['env', 'version']]);
  });

  it('tell one inserted entry of a list as one difference', () => {
    const before = {
      constraints: [
        ['hostname', 'UNIQUE'],
        ['rack', 'GROUP_BY'],
      ],
    };
    const after = {
      constraints: [
        ['zone', 'IS', 'a'],
        ['hostname', 'UNIQUE'],
        ['rack', 'GROUP_BY'],
      ],
    };
    expect(diffConfigs(before, after)).toEqual([
      { path: ['constraints', 0], kind: 'added', before: undefined, after: ['zone', 'IS', 'a'] },
    ]);
    expect(diffConfigs(after, before)).toMatchObject([{ path: ['constraints', 0], kind: 'removed' }]);
  });

  it('go into the entry of a list that changed', () => {
    const check = (path: string) => ({ healthChecks: [{ protocol: 'HTTP', path, gracePeriodSeconds: 30 }] });
    expect(diffConfigs(check('/ping'), check('/health'))).toEqual([
      { path: ['healthChecks', 0, 'path'], kind: 'changed', before: '/ping', after: '/health' },
    ]);
  });

  it('take a value that turned into another shape as one change', () => {
    expect(
      diffConfigs({ unreachableStrategy: 'disabled' }, { unreachableStrategy: { inactiveAfterSeconds: 0 } }),
    ).toEqual([
      { path: ['unreachableStrategy'], kind: 'changed', before: 'disabled', after: { inactiveAfterSeconds: 0 } },
    ]);
    expect(diffConfigs({ a: null }, { a: [] })).toHaveLength(1);
    expect(diffConfigs({ a: null }, {})).toMatchObject([{ kind: 'removed', before: null }]);
  });

  it('are not fooled by names that JavaScript knows itself', () => {
    const after: Json = JSON.parse('{"labels":{"__proto__":"x","constructor":"y"}}');
    expect(diffConfigs({ labels: {} }, after).map((one) => one.path)).toEqual([
      ['labels', '__proto__'],
      ['labels', 'constructor'],
    ]);
  });

  it('are the same seen from the other side, turned round', () => {
    const random = seeded(21);
    const make = (depth: number): Json => {
      const kind = Math.floor(random() * (depth > 0 ? 5 : 3));
      if (kind === 0) return Math.floor(random() * 3);
      if (kind === 1) return random() < 0.5;
      if (kind === 2) return 'xyz'.charAt(Math.floor(random() * 3));
      const length = Math.floor(random() * 4);
      if (kind === 3) return Array.from({ length }, () => make(depth - 1));
      return Object.fromEntries(Array.from({ length }, (_, n) => [`k${n}`, make(depth - 1)]));
    };
    for (let n = 0; n < 500; n += 1) {
      const a = make(3);
      const b = make(3);
      const there = diffConfigs(a, b);
      const back = diffConfigs(b, a);
      const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
      const mirrored = back.map((one) => ({ ...one, kind: turned[one.kind], before: one.after, after: one.before }));
      expect(mirrored).toEqual(there);
      expect(diffConfigs(a, a)).toEqual([]);
      expect(there.length === 0).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
    }
  });
});

/** With its names in order, so that equal values have equal texts. */
function sorted(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
