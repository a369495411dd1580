import { describe, expect, it } from 'vitest';
import type { ActState } from '../domain/act.ts';
import { makeRoom, shownOf, type OwnAct } from './own-acts.ts';

const refused = (id: string): OwnAct => ({
  id,
  kind: 'refusal',
  intent: { kind: 'restart-app', app: 'main/a' },
  refusal: 'read-only',
});
const news = (id: string, state: ActState = 'confirmed'): OwnAct => ({
  id,
  kind: 'act',
  act: {
    id,
    intent: { kind: 'restart-app', app: 'main/a' },
    target: 'main/a',
    state,
    who: 'someone',
    bulk: null,
    key: id,
    askedAtMs: 0,
    sentAtMs: 0,
    settledAtMs: 0,
    deployment: null,
    fault: null,
    undo: null,
    undoes: null,
    before: null,
    after: null,
  },
});
const ids = (all: readonly OwnAct[]) => all.map(({ id }) => id);

describe('what came of own acts', () => {
  it('is told of four at once; the oldest good news makes room', () => {
    expect(ids(makeRoom([news('1'), news('2'), news('3'), news('4'), news('5')]))).toEqual(['2', '3', '4', '5']);
  });

  it('is let go of as good news only: not as trouble, nor while it is under way', () => {
    const all = [refused('1'), news('2', 'sent'), news('3', 'timed-out'), news('4'), news('5', 'asked')];
    expect(ids(makeRoom(all))).toEqual(['1', '2', '3', '5']);
    const open = ['1', '2', '3', '4', '5', '6'].map((id) => news(id, 'sent'));
    expect(makeRoom(open)).toEqual(open);
  });

  it('shows trouble before what is under way, and always what was asked for last', () => {
    const all = [
      refused('1'),
      news('2', 'sent'),
      news('3', 'sent'),
      news('4', 'sent'),
      refused('5'),
      news('6', 'asked'),
    ];
    expect(ids(shownOf(all).shown)).toEqual(['1', '4', '5', '6']);
    expect(shownOf(all).hidden).toBe(2);
  });

  it('shows again what found no room, once it turns out badly', () => {
    const open = ['1', '2', '3', '4', '5'].map((id) => news(id, 'sent'));
    expect(ids(shownOf(open).shown)).toEqual(['2', '3', '4', '5']);
    expect(ids(shownOf([news('1', 'refused'), ...open.slice(1)]).shown)).toEqual(['1', '3', '4', '5']);
  });
});
