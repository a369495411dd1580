import { describe, expect, it } from 'vitest';
import { makeRoom, type OwnAct } from './own-acts.ts';

const refused = (id: string): OwnAct => ({
  id,
  kind: 'refusal',
  intent: { kind: 'restart-app', app: 'main/a' },
  refusal: 'read-only',
});
const news = (id: string): OwnAct => ({
  id,
  kind: 'act',
  act: {
    id,
    intent: { kind: 'restart-app', app: 'main/a' },
    target: 'main/a',
    state: 'confirmed',
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
const left = (all: readonly OwnAct[], kept: readonly string[] = []) =>
  makeRoom(all, (id) => kept.includes(id)).map(({ id }) => id);

describe('what came of own acts', () => {
  it('is told of four at once; the oldest good news makes room', () => {
    expect(left([news('1'), news('2'), news('3'), news('4'), news('5')])).toEqual(['2', '3', '4', '5']);
  });

  it('keeps a refusal, and an act that turned out badly, before good news', () => {
    expect(left([refused('1'), news('2'), news('3'), news('4'), news('5')], ['2'])).toEqual(['1', '2', '4', '5']);
  });

  it('lets the oldest trouble go where all is trouble, never what was just asked for', () => {
    expect(left([refused('1'), refused('2'), refused('3'), refused('4'), news('5')])).toEqual(['2', '3', '4', '5']);
  });
});
