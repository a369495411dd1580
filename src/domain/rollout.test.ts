import { describe, expect, it } from 'vitest';
import { playReplacement, replacementOf, scalingOf, type RolloutInput } from './rollout.ts';
import { seeded } from './testing/build.ts';

/** An app of `wanted` instances that nothing checks. */
function change(wanted: number, minimumHealthCapacity: number, maximumOverCapacity: number): RolloutInput {
  return { wanted, alive: wanted, serving: wanted, minimumHealthCapacity, maximumOverCapacity, resident: false };
}

/**
 * 40 config changes on Marathon 1.11.26: instances, minimumHealthCapacity, maximumOverCapacity; least running, most alive (of those
 * that had reported a status), old ones killed before the first new one ran.
 */
const measured: [number, number, number, number, number, number][] = [
  [1, 1, 1, 1, 2, 0],
  [1, 0.5, 0.2, 1, 2, 0],
  [1, 0, 0, 0, 1, 1],
  [1, 1, 0, 1, 2, 0],
  [1, 0.5, 0, 1, 2, 0],
  [1, 0.8, 0.25, 1, 2, 0],
  [1, 0, 1, 0, 1, 1],
  [1, 0.9, 0.5, 1, 2, 0],
  [2, 1, 1, 2, 4, 0],
  [2, 0.5, 0.2, 1, 2, 1],
  [2, 0, 0, 0, 2, 2],
  [2, 1, 0, 2, 3, 0],
  [2, 0.5, 0, 1, 2, 1],
  [2, 0.8, 0.25, 2, 3, 0],
  [2, 0, 1, 0, 2, 2],
  [2, 0.9, 0.5, 2, 3, 0],
  [3, 1, 1, 3, 6, 0],
  [3, 0.5, 0.2, 2, 3, 1],
  [3, 0, 0, 0, 3, 3],
  [3, 1, 0, 3, 4, 0],
  [3, 0.5, 0, 2, 3, 1],
  [3, 0.8, 0.25, 3, 4, 0],
  [3, 0, 1, 0, 3, 3],
  [3, 0.9, 0.5, 3, 4, 0],
  [5, 1, 1, 5, 9, 0],
  [5, 0.5, 0.2, 3, 6, 2],
  [5, 0, 0, 0, 5, 5],
  [5, 1, 0, 5, 6, 0],
  [5, 0.5, 0, 3, 5, 2],
  [5, 0.8, 0.25, 4, 6, 1],
  [5, 0, 1, 0, 5, 5],
  [5, 0.9, 0.5, 5, 7, 0],
  [10, 1, 1, 10, 19, 0],
  [10, 0.5, 0.2, 5, 11, 5],
  [10, 0, 0, 0, 10, 10],
  [10, 1, 0, 10, 11, 0],
  [10, 0.5, 0, 5, 10, 5],
  [10, 0.8, 0.25, 8, 12, 2],
  [10, 0, 1, 0, 10, 10],
  [10, 0.9, 0.5, 9, 15, 1],
];

/** The arithmetic as read in Marathon's source: the same three, then floor, ceiling, kills and launches at once, peak, least. */
const source: [number, number, number, number, number, number, number, number, number][] = [
  [10, 0.5, 0.2, 5, 12, 5, 2, 12, 5],
  [10, 1, 1, 10, 20, 0, 10, 20, 10],
  [10, 1, 0, 10, 11, 0, 1, 11, 10],
  [10, 0.5, 0, 5, 10, 5, 0, 10, 5],
  [10, 0, 0, 0, 10, 10, 0, 10, 0],
  [1, 1, 0, 1, 2, 0, 1, 2, 1],
  [1, 1, 1, 1, 2, 0, 1, 2, 1],
  [1, 0, 0, 0, 1, 1, 0, 1, 0],
  [1, 0, 1, 0, 2, 1, 1, 2, 0],
  [1, 0.5, 0, 1, 2, 0, 1, 2, 1],
  [3, 0.7, 0, 3, 4, 0, 1, 4, 3],
  [3, 0.5, 0.2, 2, 3, 1, 0, 3, 2],
  [4, 0.5, 0.25, 2, 5, 2, 1, 5, 2],
];

describe('a rolling change', () => {
  it.each(measured)('of %i instances at %f/%f keeps %i running, never exceeds %i, and stops %i at once', (...row) => {
    const [wanted, minimum, over, least, most, stopped] = row;
    const plan = replacementOf(change(wanted, minimum, over));
    expect(plan.least).toBe(least);
    expect(plan.stopsAtOnce).toBe(stopped);
    // The record counts what had reported a status, so it can be one short of the plan where stops and starts overlap.
    const frames = playReplacement(change(wanted, minimum, over), { placeMs: 3000, startMs: 1000, stopMs: 1000 });
    const peak = Math.max(...frames.map((frame) => frame.old + frame.starting + frame.fresh));
    expect(Math.abs(peak - most)).toBeLessThanOrEqual(1);
    expect(plan.most).toBeGreaterThanOrEqual(most);
  });

  it.each(source)('of %i at %f/%f works as its source says', (...row) => {
    const [wanted, minimum, over, floor, ceiling, stopsAtOnce, startsAtOnce, most, least] = row;
    expect(replacementOf(change(wanted, minimum, over))).toMatchObject({
      kind: 'replace',
      floor,
      ceiling,
      stopsAtOnce,
      startsAtOnce,
      most,
      least,
      raised: floor === wanted && over === 0,
      stuck: false,
    });
  });

  it('of an app with persistent volumes stops one instead of exceeding its ceiling', () => {
    expect(replacementOf({ ...change(5, 0.5, 0), resident: true })).toMatchObject({
      ceiling: 5,
      stopsAtOnce: 2,
      least: 3,
    });
    expect(replacementOf({ ...change(1, 0.5, 0), resident: true })).toMatchObject({
      ceiling: 1,
      stopsAtOnce: 1,
      least: 0,
    });
  });

  it('rounds as Marathon does: 100 with 0.15 over capacity make 114', () => {
    expect(replacementOf(change(100, 1, 0.15)).ceiling).toBe(114);
  });

  it('to fewer instances stops the surplus at once', () => {
    const input = { ...change(4, 1, 0), alive: 10, serving: 10 };
    expect(replacementOf(input)).toMatchObject({ stopsAtOnce: 6, stops: 10, starts: 4, least: 4, most: 10 });
  });

  it('stops the unhealthy first, so that serving ones are kept', () => {
    const input = { ...change(10, 0.5, 0), serving: 7 };
    expect(replacementOf(input)).toMatchObject({ stopsAtOnce: 2, least: 7 });
  });

  it('is stuck where none may stop and there is no room for one more', () => {
    const input = { ...change(3, 1, 0), serving: 2 };
    expect(replacementOf(input)).toMatchObject({ stuck: true, stopsAtOnce: 0, startsAtOnce: 0 });
    expect(playReplacement(input, { placeMs: 1, startMs: 1, stopMs: 1 })).toHaveLength(1);
  });

  it('to none, or from none, is a scaling', () => {
    expect(replacementOf({ ...change(0, 1, 1), alive: 3, serving: 3 })).toMatchObject({
      kind: 'scale',
      stops: 3,
      starts: 0,
    });
    expect(replacementOf({ ...change(3, 1, 1), alive: 0, serving: 0 })).toMatchObject({ kind: 'scale', starts: 3 });
  });

  it('never breaks its promises, whatever is asked of it and however long things take', () => {
    const random = seeded(3);
    for (let n = 0; n < 1500; n += 1) {
      const alive = 1 + Math.floor(random() * 30);
      const input: RolloutInput = {
        wanted: 1 + Math.floor(random() * 30),
        alive,
        serving: random() < 0.7 ? alive : Math.floor(random() * (alive + 1)),
        minimumHealthCapacity: Math.round(random() * 20) / 20,
        maximumOverCapacity: Math.round(random() * 20) / 20,
        resident: random() < 0.2,
      };
      const plan = replacementOf(input);
      const pace = { placeMs: random() * 4000, startMs: random() * 4000, stopMs: random() * 4000 };
      const frames = playReplacement(input, pace);
      const last = frames.at(-1);
      const totals = frames.map((frame) => frame.old + frame.starting + frame.fresh);
      expect(Math.min(...frames.flatMap((frame) => [frame.old, frame.starting]))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...totals)).toBeLessThanOrEqual(plan.most);
      if (input.serving === alive) {
        expect(Math.min(...frames.map((frame) => frame.old + frame.fresh))).toBeGreaterThanOrEqual(plan.least);
      }
      expect(plan.least).toBeGreaterThanOrEqual(0);
      expect(plan.least).toBeLessThanOrEqual(input.serving);
      if (input.serving === alive && alive <= input.wanted) {
        expect(last).toMatchObject({ old: 0, starting: 0, fresh: input.wanted });
      }
    }
  });
});

describe('a scaling', () => {
  it('up starts what lacks and stops nothing', () => {
    expect(scalingOf(3, 3, 5)).toMatchObject({ kind: 'scale', stops: 0, starts: 2, least: 3, most: 5 });
  });

  it('down stops the surplus and starts nothing', () => {
    expect(scalingOf(5, 5, 2)).toMatchObject({ kind: 'scale', stops: 3, starts: 0, least: 2, most: 5 });
  });

  it('to what there is does nothing', () => {
    expect(scalingOf(4, 4, 4)).toMatchObject({ kind: 'nothing', stops: 0, starts: 0 });
  });

  it('may at worst stop those that serve', () => {
    expect(scalingOf(5, 2, 3).least).toBe(0);
  });
});
