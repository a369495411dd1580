import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import { settle } from './testing/fake-clock.ts';
import { FakeUpstream } from './testing/fake-upstream.ts';
import { Versions } from './versions.ts';

const app = 'main/shop/web';

function world(stored: Record<string, number>) {
  const upstream = new FakeUpstream('main');
  for (const [version, instances] of Object.entries(stored))
    upstream.versions.set(`${app}@${version}`, { app, version, instances, config: { instances } });
  const bugs: unknown[] = [];
  const adapter = upstream.marathon();
  const versions = new Versions(
    () => adapter,
    () => undefined,
    (error) => bugs.push(error),
  );
  return { upstream, versions, bugs };
}

describe('stored versions', () => {
  it('are read once, however many want them', async () => {
    const { upstream, versions } = world({ '2026-01-01': 3 });
    const [a, b] = await Promise.all([versions.load(app, '2026-01-01'), versions.load(app, '2026-01-01')]);
    await versions.load(app, '2026-01-01');
    expect(a).toBe(b);
    expect(upstream.count('readVersion')).toBe(1);
    expect(versions.get(app, '2026-01-01')?.instances).toBe(3);
  });

  it('hold a phantom for what is listed but not there', async () => {
    const { versions } = world({});
    expect(await versions.load(app, '2026-09-09')).toMatchObject({ instances: null, config: null });
  });

  it('forget a failure, so that the next look asks again', async () => {
    const { upstream, versions, bugs } = world({ '2026-01-01': 3 });
    upstream.down = { kind: 'failing', status: 502, text: '' };
    await expect(versions.load(app, '2026-01-01')).rejects.toBeInstanceOf(FaultError);
    upstream.down = null;
    expect((await versions.load(app, '2026-01-01')).instances).toBe(3);
    expect(bugs).toEqual([]);
  });

  it('are fetched two at a time', async () => {
    const { upstream, versions } = world({ a: 1, b: 1, c: 1, d: 1, e: 1 });
    versions.want(app, ['a', 'b', 'c', 'd', 'e']);
    await settle();
    expect(upstream.count('readVersion')).toBe(5);
    expect(upstream.mostConcurrent).toBe(2);
  });
});
