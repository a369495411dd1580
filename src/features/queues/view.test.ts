import { describe, expect, it } from 'vitest';
import { queueRow as queue } from '../../protocol/testing/rows.ts';
import { drainersOf, soleOwnerOf, listQueues, markOf, scaleOf, shapeOf } from './view.ts';

const show = { internal: false, text: '', sort: 'state', down: false } as const;

describe('the list of queues', () => {
  it('has a word for a queue that grows, one nobody drains, and one nobody has told of yet', () => {
    const growing = { trend: 'rising', emptyInMs: null, inPerS: 9, outPerS: 2, depth: 900 } as const;
    expect(markOf(queue('a', growing))).toBe('fills');
    expect(markOf(queue('a', { ...growing, emptyInMs: 60_000 }))).toBe('calm');
    expect(markOf(queue('a', { consumers: 0, depth: 90 }))).toBe('undrained');
    expect(markOf(queue('a', { consumers: 0, depth: 0 }))).toBe('calm');
    expect(markOf(queue('a', { consumers: null, depth: null }))).toBe('unknown');
  });

  it('is not alarmed by what nobody is called for: a handful, a slow growth, a few dead letters', () => {
    const growing = { trend: 'rising', emptyInMs: null, inPerS: 9, outPerS: 2, depth: 900 } as const;
    expect(markOf(queue('a', { ...growing, depth: 9 }))).toBe('calm');
    expect(markOf(queue('a', { ...growing, outPerS: 8.8 }))).toBe('calm');
    expect(markOf(queue('a', { consumers: 0, depth: 9 }))).toBe('calm');
    const dead = { consumers: 0, inPerS: null, drains: [] } as const;
    expect(markOf(queue('mail.dlq', { ...dead, depth: 99 }))).toBe('calm');
    expect(markOf(queue('mail.dlq', { ...dead, depth: 100 }))).toBe('undrained');
    expect(markOf(queue('mail', { ...dead, depth: 99 }))).toBe('undrained');
  });

  it('puts what needs someone first, then the deepest, and unknown last', () => {
    const rows = [
      queue('deep', { depth: 50 }),
      queue('new', { depth: null, consumers: null }),
      queue('left', { depth: 30, consumers: 0 }),
      queue('grows', { depth: 100, trend: 'rising', emptyInMs: null, inPerS: 9, outPerS: 2 }),
    ];
    expect(listQueues(rows, show).shown.map(({ name }) => name)).toEqual(['grows', 'left', 'deep', 'new']);
  });

  it('hides Celery’s own queues behind a switch and counts them', () => {
    const rows = [queue('orders'), queue('celeryev.1', { role: 'internal', depth: 9, consumers: 0 })];
    expect(listQueues(rows, show)).toMatchObject({ internal: 1, undrained: 0, flowing: 1 });
    expect(listQueues(rows, show).shown).toHaveLength(1);
    expect(listQueues(rows, { ...show, internal: true }).shown).toHaveLength(2);
  });

  it('finds by part of the name and orders by any column', () => {
    const rows = [queue('a', { inPerS: 5 }), queue('b', { inPerS: null }), queue('ab', { inPerS: 9 })];
    expect(listQueues(rows, { ...show, text: ' B ' }).shown.map(({ name }) => name)).toEqual(['ab', 'b']);
    expect(listQueues(rows, { ...show, sort: 'in' }).shown.map(({ name }) => name)).toEqual(['ab', 'a', 'b']);
  });
});

describe('the line', () => {
  it('is linear in rate and depth on a common scale, and what is not nothing can be seen', () => {
    const rows = [queue('a', { inPerS: 40, depth: 1000 }), queue('b', { inPerS: 10, depth: 1, outPerS: 0 })];
    const scale = scaleOf(rows);
    const room = { widthPx: 100, heightPx: 20 };
    const [a, b] = rows.map((row) => shapeOf(row, scale, room));
    expect(a).toMatchObject({ inPx: 20, depthPx: 100 });
    expect(b).toEqual({ inPx: 5, outPx: 0, depthPx: 1 });
  });

  it('names the apps that drain a queue and counts workers of none', () => {
    const row = queue('a', {
      drains: [
        { app: 'm/shop/worker', workers: ['f/w1'], evidence: ['label'] },
        { app: null, workers: ['f/x', 'f/y'], evidence: ['inspection'] },
      ],
    });
    expect(drainersOf(row)).toEqual({ apps: [{ key: 'm/shop/worker', id: '/shop/worker' }], strays: 2 });
  });

  it('has an owner while one app is known, strangers beside it or not', () => {
    const mine = { app: 'm/shop/worker', workers: [], evidence: ['label'] } as const;
    const strangers = { app: null, workers: ['f/x'], evidence: ['inspection'] } as const;
    expect(soleOwnerOf(queue('a', { drains: [mine, strangers] }))).toBe('m/shop/worker');
    expect(soleOwnerOf(queue('a', { drains: [mine, { ...mine, app: 'm/mail/sender' }] }))).toBeNull();
    expect(soleOwnerOf(queue('a', { drains: [strangers] }))).toBeNull();
  });
});
