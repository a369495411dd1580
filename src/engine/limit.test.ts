import { describe, expect, it } from 'vitest';
import { Limit } from './limit.ts';
import { settle } from './testing/fake-clock.ts';

describe('limit', () => {
  it('runs so many at once and no more, the others in order, past failures', async () => {
    const limit = new Limit(2);
    const begun: number[] = [];
    const ends: ((failed: boolean) => void)[] = [];
    const jobs = Array.from({ length: 5 }, (_, i) =>
      limit
        .run(() => {
          begun.push(i);
          return new Promise<void>((resolve, reject) => {
            ends.push((failed) => (failed ? reject(new Error('failed')) : resolve()));
          });
        })
        .catch(() => 'failed'),
    );
    await settle();
    expect(begun).toEqual([0, 1]);
    ends[0]?.(true);
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.(false);
    ends[2]?.(false);
    await settle();
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    ends[3]?.(false);
    ends[4]?.(false);
    expect(await Promise.all(jobs)).toEqual(['failed', undefined, undefined, undefined, undefined]);
  });
});
