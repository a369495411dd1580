import { describe, expect, it } from 'vitest';
import { drainLimits, flowOf, offerOf, type Flow, type Owner } from './drain.ts';
import type { QueueSample } from './ports.ts';
import { seeded } from './testing/build.ts';

const nowMs = 1_000_000_000;

/** A history at RabbitMQ's step of 5 s: `inPerS` and `outPerS` by seconds since its beginning. */
function history(
  start: number,
  inPerS: (s: number) => number,
  outPerS: (s: number) => number,
  forS = 180,
): QueueSample[] {
  const samples: QueueSample[] = [];
  let depth = start;
  for (let s = 5; s <= forS; s += 5) {
    depth = Math.max(0, depth + 5 * (inPerS(s) - outPerS(s)));
    samples.push({ atMs: nowMs - (forS - s) * 1000, depth, inPerS: inPerS(s), outPerS: outPerS(s) });
  }
  return samples;
}

const owner: Owner = { app: 'main/shop/worker', wanted: 3, running: 3, scaledAtMs: null };

function flow(change: Partial<Flow> = {}): Flow {
  return {
    depth: 1200,
    inPerS: 6,
    outPerS: 6,
    trend: 'level',
    emptyInMs: null,
    steady: true,
    saturated: true,
    ...change,
  };
}

describe('the flow of a queue', () => {
  it('is rising when more comes than goes, and never empties', () => {
    const found = flowOf(
      history(
        100,
        () => 10,
        () => 6,
      ),
      nowMs,
    );
    expect(found.trend).toBe('rising');
    expect(found.emptyInMs).toBeNull();
    expect(found.inPerS).toBeCloseTo(10);
    expect(found.outPerS).toBeCloseTo(6);
  });

  it('is falling when more goes than comes, and says when it will be empty', () => {
    const found = flowOf(
      history(
        2000,
        () => 4,
        () => 10,
      ),
      nowMs,
    );
    expect(found.trend).toBe('falling');
    expect(found.depth).toBe(2000 - 6 * 180);
    expect(found.emptyInMs).toBeCloseTo(((2000 - 6 * 180) / 6) * 1000, -1);
  });

  it('is level when the depth only trembles', () => {
    const samples = history(
      500,
      () => 8,
      () => 8,
    ).map((one, n) => ({ ...one, depth: 500 + (n % 2 ? 3 : -3) }));
    expect(flowOf(samples, nowMs).trend).toBe('level');
  });

  it('of a short queue that wanders is level, and no time is promised for it', () => {
    const random = seeded(4);
    let wandered = 0;
    for (let n = 0; n < 300; n += 1) {
      const samples = history(
        0,
        () => 5,
        () => 5,
      ).map((one) => ({ ...one, depth: 8 + Math.floor(random() * 12) }));
      if (flowOf(samples, nowMs).trend === 'level') expect(flowOf(samples, nowMs).emptyInMs).toBeNull();
      else wandered += 1;
    }
    expect(wandered).toBeLessThan(12);
  });

  it('is unknown for a queue that was just met, one without depths and one read too seldom', () => {
    expect(flowOf([], nowMs).trend).toBe('unknown');
    expect(
      flowOf(
        history(
          10,
          () => 9,
          () => 1,
          15,
        ),
        nowMs,
      ).trend,
    ).toBe('unknown');
    const bare = history(
      10,
      () => 9,
      () => 1,
    ).map((one) => ({ ...one, depth: null }));
    expect(flowOf(bare, nowMs)).toMatchObject({ trend: 'unknown', depth: null, emptyInMs: null });
  });

  it('is empty at once when nothing waits', () => {
    expect(
      flowOf(
        history(
          0,
          () => 2,
          () => 2,
        ),
        nowMs,
      ).emptyInMs,
    ).toBe(0);
  });

  it('counts what left by depth, not by deliveries: prefetched tasks are not done', () => {
    const samples = history(
      100,
      () => 10,
      () => 6,
    ).map((one) => ({ ...one, outPerS: 40 }));
    expect(flowOf(samples, nowMs).outPerS).toBeCloseTo(6);
  });

  it('says when it empties even where the broker gives no rates', () => {
    const samples = history(
      2000,
      () => 0,
      () => 5,
    ).map((one) => ({ ...one, inPerS: null, outPerS: null }));
    const found = flowOf(samples, nowMs);
    expect(found.inPerS).toBeNull();
    expect(found.outPerS).toBeNull();
    expect(found.emptyInMs).toBeCloseTo((1100 / 5) * 1000, -1);
  });

  it('is unsteady when the arrival doubled half way, or the service halved', () => {
    expect(
      flowOf(
        history(
          900,
          (s) => (s > 90 ? 20 : 10),
          () => 10,
        ),
        nowMs,
      ).steady,
    ).toBe(false);
    expect(
      flowOf(
        history(
          900,
          () => 10,
          (s) => (s > 90 ? 5 : 10),
        ),
        nowMs,
      ).steady,
    ).toBe(false);
    expect(
      flowOf(
        history(
          900,
          () => 10,
          () => 9,
        ),
        nowMs,
      ).steady,
    ).toBe(true);
  });

  it('forgets what is older than its window', () => {
    const old = history(
      5000,
      () => 0,
      () => 20,
    ).map((one) => ({ ...one, atMs: one.atMs - drainLimits.windowMs }));
    const found = flowOf(
      [
        ...old,
        ...history(
          100,
          () => 10,
          () => 6,
        ),
      ],
      nowMs,
    );
    expect(found.trend).toBe('rising');
  });

  it('is saturated only where something always waited', () => {
    expect(
      flowOf(
        history(
          100,
          () => 10,
          () => 6,
        ),
        nowMs,
      ).saturated,
    ).toBe(true);
    expect(
      flowOf(
        history(
          2,
          () => 10,
          () => 10,
        ),
        nowMs,
      ).saturated,
    ).toBe(false);
  });
});

describe('the offer to scale the app that drains a queue', () => {
  it('names the count that empties it within five minutes, and how long that takes', () => {
    const offer = offerOf(flow(), owner, nowMs);
    // Each of three serves 2/s; 6/s arrive and 1200 in 300 s are 4/s more: 5 instances, with 4/s to spare.
    expect(offer).toEqual({ app: 'main/shop/worker', to: 5, emptyInMs: 300_000 });
  });

  it('always asks for more instances than there are, never for more than four times as many', () => {
    let state = 7;
    const random = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    let offers = 0;
    for (let n = 0; n < 5000; n += 1) {
      const running = 1 + Math.floor(random() * 20);
      const found = flow({
        depth: Math.floor(random() * 20_000),
        inPerS: random() * 50,
        outPerS: random() * 50,
        emptyInMs: random() < 0.5 ? null : random() * 2_000_000,
      });
      const offer = offerOf(found, { ...owner, wanted: running, running }, nowMs);
      if (typeof offer === 'string') continue;
      offers += 1;
      expect(offer.to).toBeGreaterThan(running);
      expect(offer.to).toBeLessThanOrEqual(running * drainLimits.mostTimes);
      expect(offer.emptyInMs).toBeGreaterThan(0);
      expect(offer.emptyInMs).toBeLessThanOrEqual(drainLimits.emptyWithinMs * drainLimits.mostTimes);
      const spare = (offer.to * (found.outPerS ?? 0)) / running - (found.inPerS ?? 0);
      expect(spare * (offer.emptyInMs / 1000)).toBeCloseTo(found.depth ?? -1, 3);
    }
    expect(offers).toBeGreaterThan(500);
  });

  it('is none without a known owner, without rates, or where the queue drains soon anyway', () => {
    expect(offerOf(flow(), null, nowMs)).toBe('owner-unknown');
    expect(offerOf(flow({ inPerS: null }), owner, nowMs)).toBe('rates-unknown');
    expect(offerOf(flow({ outPerS: null }), owner, nowMs)).toBe('rates-unknown');
    expect(offerOf(flow({ trend: 'unknown' }), owner, nowMs)).toBe('rates-unknown');
    expect(offerOf(flow({ depth: 4 }), owner, nowMs)).toBe('drains-anyway');
    expect(offerOf(flow({ emptyInMs: 60_000 }), owner, nowMs)).toBe('drains-anyway');
  });

  it('is none while nobody knows what one instance can do', () => {
    expect(offerOf(flow({ saturated: false }), owner, nowMs)).toBe('capacity-unknown');
    expect(offerOf(flow(), { ...owner, wanted: 0, running: 0 }, nowMs)).toBe('capacity-unknown');
    expect(offerOf(flow({ outPerS: 0 }), owner, nowMs)).toBe('capacity-unknown');
  });

  it('is none when the rates changed within the window or the app was just scaled', () => {
    expect(offerOf(flow({ steady: false }), owner, nowMs)).toBe('rate-changed');
    expect(offerOf(flow(), { ...owner, scaledAtMs: nowMs - 60_000 }, nowMs)).toBe('just-scaled');
    expect(offerOf(flow(), { ...owner, wanted: 5 }, nowMs)).toBe('just-scaled');
    expect(offerOf(flow(), { ...owner, scaledAtMs: nowMs - 600_000 }, nowMs)).toMatchObject({ to: 5 });
  });

  it('is none where even four times the instances would not outrun what arrives', () => {
    expect(offerOf(flow({ inPerS: 60, outPerS: 6 }), owner, nowMs)).toBe('too-many');
  });
});
