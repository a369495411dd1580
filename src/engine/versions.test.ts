import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import { Suspensions } from './suspensions.ts';
import { anApp } from './testing/builders.ts';
import { fakeClock, settle } from './testing/fake-clock.ts';
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
  const found: string[] = [];
  const clock = fakeClock();
  const listed = { versions: Object.keys(stored).sort().reverse(), fails: false };
  const suspensions = new Suspensions({
    versions,
    clock,
    readApp: () =>
      listed.fails
        ? Promise.reject(new FaultError({ kind: 'failing', status: 502, text: '' }))
        : Promise.resolve({ app: upstreamApp, config: {}, versions: listed.versions }),
    found: (key) => found.push(key),
    onBug: (error) => bugs.push(error),
  });
  return { upstream, versions, suspensions, found, bugs, listed, clock };
}

const upstreamApp = anApp('/shop/web');

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

describe('count before a suspension', () => {
  it('is the newest stored version with instances, of those older than the suspension', async () => {
    const stored = { '2026-01-01': 2, '2026-01-02': 5, '2026-01-03': 0, '2026-01-04': 0, '2026-01-05': 9 };
    const { suspensions, found } = world(stored);
    suspensions.want(app, '2026-01-04');
    await settle();
    expect(suspensions.of(app, '2026-01-04')).toBe(5);
    expect(found).toEqual([app]);
    expect(suspensions.of(app, '2026-01-06')).toBeNull();
  });

  it('is found among all versions when the present one is older than every other', async () => {
    const { suspensions } = world({ '1970-01-01': 0, '2026-01-02': 5 });
    suspensions.want(app, '1970-01-01');
    await settle();
    expect(suspensions.of(app, '1970-01-01')).toBe(5);
  });

  it('is not looked for again while its version stays, and not soon after a failure', async () => {
    const { upstream, suspensions, listed, clock } = world({ '2026-01-02': 5, '2026-01-03': 0 });
    listed.fails = true;
    suspensions.want(app, '2026-01-03');
    await settle();
    listed.fails = false;
    suspensions.want(app, '2026-01-03');
    await settle();
    expect(suspensions.of(app, '2026-01-03')).toBeNull();
    await clock.advance(30_000);
    suspensions.want(app, '2026-01-03');
    await settle();
    suspensions.want(app, '2026-01-03');
    await settle();
    expect(suspensions.of(app, '2026-01-03')).toBe(5);
    expect(upstream.count('readVersion')).toBe(1);
  });

  it('is known without asking when the gateway saw the suspension itself', () => {
    const { suspensions, upstream } = world({});
    suspensions.saw(app, '2026-02-02', 7);
    suspensions.want(app, '2026-02-02');
    expect(suspensions.of(app, '2026-02-02')).toBe(7);
    expect(upstream.asked).toEqual([]);
  });
});
