import { describe, expect, it } from 'vitest';
import type { Moment } from '../domain/timeline.ts';
import { Timeline } from './timeline.ts';

function moment(id: string, atMs: number): Moment {
  return {
    id,
    atMs,
    kind: 'change',
    what: 'scale-app',
    subject: { kind: 'app', key: 'main/a', name: '/a' },
    who: null,
  };
}

describe('the last hour', () => {
  it('lets go of what is older than an hour', () => {
    const dropped: string[] = [];
    const timeline = new Timeline(
      () => undefined,
      (id) => dropped.push(id),
    );
    timeline.add(moment('old', 0));
    timeline.add(moment('new', 1));
    timeline.expire(3_600_001);
    expect(dropped).toEqual(['old']);
  });

  it('keeps the five hundred latest', () => {
    const dropped: string[] = [];
    const timeline = new Timeline(
      () => undefined,
      (id) => dropped.push(id),
    );
    for (let i = 0; i < 510; i += 1) timeline.add(moment(`m${i}`, 1_000 - i));
    expect(timeline.size).toBe(500);
    // A moment told late is as old as it is.
    expect(dropped[0]).toBe('m500');
  });
});
