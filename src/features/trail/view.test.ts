import { describe, expect, it } from 'vitest';
import type { ActRow } from '../../protocol/rows.ts';
import { actRow } from '../../protocol/testing/rows.ts';
import { newestFirst, toneOf, tookMs } from './view.ts';

function act(id: string, over: Partial<ActRow> = {}): ActRow {
  return actRow(id, { intent: { kind: 'restart-app', app: 'main/a' }, state: 'asked', ...over });
}

describe('the trail', () => {
  it('begins with the newest act', () => {
    const acts = [act('a'), act('b', { askedAtMs: 3000 }), act('c', { askedAtMs: 2000 })];
    expect(newestFirst(acts).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('says how long an act took once it is settled', () => {
    expect(tookMs(act('a'))).toBeNull();
    expect(tookMs(act('a', { settledAtMs: 2500 }))).toBe(1500);
  });

  it('tells what hangs in the air from what came out well or badly', () => {
    const states = ['asked', 'sent', 'confirmed', 'refused', 'conflict', 'timed-out', 'undone'] as const;
    expect(states.map((state) => toneOf(act('a', { state })))).toEqual([
      'open',
      'open',
      'good',
      'bad',
      'bad',
      'bad',
      'gone',
    ]);
  });
});
