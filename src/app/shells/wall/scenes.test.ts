import { describe, expect, it } from 'vitest';
import { optionsOf, showingOf, tabsOf } from './scenes.ts';

const calm = { kind: 'calm', total: 3 } as const;

describe('the wall’s address', () => {
  it('is understood, and what is not stays at its default', () => {
    expect(optionsOf({ scenes: 'workers, queues', every: '5', group: 'shop/', theme: 'light' })).toEqual({
      scenes: ['workers', 'queues'],
      everyMs: 5000,
      group: '/shop',
      theme: 'light',
    });
    expect(optionsOf({ scenes: 'nonsense', every: 'soon', theme: 'pink' })).toEqual({
      scenes: ['apps', 'queues', 'workers'],
      everyMs: 20_000,
      group: '/',
      theme: 'dark',
    });
    expect(optionsOf({ every: '0' }).everyMs).toBe(3000);
    expect(optionsOf({ every: '' }).everyMs).toBe(20_000);
    expect(optionsOf({ scenes: 'apps,queues,apps' }).scenes).toEqual(['apps', 'queues']);
  });
});

describe('the scenes', () => {
  const options = optionsOf({ every: '10' });

  it('take turns by the clock while all is calm', () => {
    const seen = [0, 10_000, 20_000, 30_000].map((nowMs) => showingOf(calm, options, nowMs).scene);
    expect(seen).toEqual(['apps', 'queues', 'workers', 'apps']);
    expect(showingOf(calm, options, 4000)).toEqual({ scene: 'apps', held: false, nextInMs: 6000, next: 'queues' });
  });

  it('are held by trouble, by a growing queue, and by what is not known', () => {
    const tally = { wanted: 1, moving: 0, unknown: 0, total: 3, partial: false };
    const trouble = { kind: 'trouble', count: 2, one: null, tally } as const;
    expect(showingOf(trouble, options, 10_000)).toMatchObject({ scene: 'problems', held: true });
    expect(showingOf({ ...trouble, kind: 'growing' }, options, 0)).toMatchObject({ scene: 'queues', held: true });
    expect(showingOf({ kind: 'amiss', tally }, options, 10_000)).toMatchObject({ scene: 'apps', held: true });
    expect(showingOf({ kind: 'connecting' }, options, 10_000)).toMatchObject({ scene: 'apps', held: true });
  });

  it('stand still when only one was asked for', () => {
    expect(showingOf(calm, optionsOf({ scenes: 'workers' }), 99_000)).toMatchObject({
      scene: 'workers',
      nextInMs: null,
    });
  });

  it('have their names in the foot, the one that is on lit, and one that trouble brought in before them', () => {
    const lit = (asked: string, verdict: Parameters<typeof showingOf>[0]) => {
      const options = optionsOf({ scenes: asked });
      return tabsOf(showingOf(verdict, options, 0), options).map(({ scene, isOn }) => (isOn ? `*${scene}` : scene));
    };
    const tally = { wanted: 1, moving: 0, unknown: 0, total: 3, partial: false };
    const trouble = { kind: 'trouble', count: 2, one: null, tally } as const;
    expect(lit('apps,queues', calm)).toEqual(['*apps', 'queues']);
    expect(lit('problems', calm)).toEqual(['*problems']);
    expect(lit('problems,queues', calm)).toEqual(['problems', '*queues']);
    expect(lit('queues', trouble)).toEqual(['*problems', 'queues']);
    expect(lit('queues,problems', trouble)).toEqual(['queues', '*problems']);
    expect(lit('queues', { kind: 'connecting' })).toEqual(['*apps', 'queues']);
  });
});
