import { describe, expect, it } from 'vitest';
import { growthAt } from './growth.ts';

describe('a list that shows for the first time', () => {
  const seen = 40;
  const pool = 44;
  const steps = Array.from({ length: 14 }, (_, step) => growthAt(step, seen, pool));

  it('begins with its frame, so that the lines are drawn once, in the room they really have', () => {
    expect(steps[0]).toEqual({ lines: 0, levers: 0, isDone: false });
  });

  it('draws the lines in sight before any lever, and no line beyond', () => {
    const bare = steps.filter(({ levers }) => levers === 0);
    expect(bare.at(-1)?.lines).toBe(seen);
    expect(Math.max(...bare.map(({ lines }) => lines))).toBe(seen);
  });

  it('never takes back what stands, and draws little at a time', () => {
    for (const [index, { lines, levers }] of steps.entries()) {
      const before = steps[index - 1] ?? { lines: 0, levers: 0 };
      expect(lines - before.lines).toBeGreaterThanOrEqual(0);
      expect(lines - before.lines).toBeLessThanOrEqual(28);
      expect(levers - before.levers).toBeLessThanOrEqual(4);
      expect(lines).toBeGreaterThanOrEqual(levers);
    }
  });

  it('is done with the step that gives the last line its levers', () => {
    const done = steps.findIndex(({ isDone }) => isDone);
    expect(steps[done]?.levers).toBeGreaterThanOrEqual(pool);
    expect(steps[done - 1]?.levers).toBeLessThan(pool);
    expect(steps.slice(done).every(({ isDone }) => isDone)).toBe(true);
  });

  it('has no limit once it has grown', () => {
    expect(growthAt(Infinity, seen, pool)).toEqual({ lines: Infinity, levers: Infinity, isDone: true });
  });
});
