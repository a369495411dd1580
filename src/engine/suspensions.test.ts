import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import { Suspensions } from './suspensions.ts';
import { fakeClock, settle } from './testing/fake-clock.ts';

const app = 'main/shop/web';

function world(count: number | null) {
  const upstream = { count, asked: 0, fails: false };
  const found: string[] = [];
  const bugs: unknown[] = [];
  const clock = fakeClock();
  const suspensions = new Suspensions({
    clock,
    readCount: () => {
      upstream.asked += 1;
      if (upstream.fails) return Promise.reject(new FaultError({ kind: 'failing', status: 502, text: '' }));
      return Promise.resolve(upstream.count);
    },
    found: (key) => found.push(key),
    onBug: (error) => bugs.push(error),
  });
  return { upstream, suspensions, found, clock };
}

describe('count before a suspension', () => {
  it('is what the upstream tells of the version that was asked about', async () => {
    const { suspensions, found } = world(5);
    suspensions.want(app, '2026-01-04');
    await settle();
    expect(suspensions.of(app, '2026-01-04')).toBe(5);
    expect(found).toEqual([app]);
    expect(suspensions.of(app, '2026-01-06')).toBeNull();
  });

  it('is not looked for again while its version stays, and not soon after a failure', async () => {
    const { upstream, suspensions, clock } = world(5);
    upstream.fails = true;
    suspensions.want(app, '2026-01-03');
    await settle();
    upstream.fails = false;
    suspensions.want(app, '2026-01-03');
    await settle();
    expect(suspensions.of(app, '2026-01-03')).toBeNull();
    await clock.advance(30_000);
    suspensions.want(app, '2026-01-03');
    await settle();
    suspensions.want(app, '2026-01-03');
    await settle();
    expect(suspensions.of(app, '2026-01-03')).toBe(5);
    expect(upstream.asked).toBe(2);
  });

  it('is known without asking when the gateway saw the suspension itself, until the app is forgotten', async () => {
    const { suspensions, upstream } = world(3);
    suspensions.saw(app, '2026-02-02', 7);
    suspensions.want(app, '2026-02-02');
    expect(suspensions.of(app, '2026-02-02')).toBe(7);
    expect(upstream.asked).toBe(0);
    suspensions.forget(app);
    expect(suspensions.of(app, '2026-02-02')).toBeNull();
  });
});
