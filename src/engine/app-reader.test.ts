import { describe, expect, it } from 'vitest';
import { AppReader } from './app-reader.ts';
import { fakeClock, settle } from './testing/fake-clock.ts';

function readerWith(over: { watched?: string; latencyMs?: number; fails?: () => boolean; gapMs?: () => number } = {}) {
  const clock = fakeClock(0);
  const read: [string, number][] = [];
  let all = 0;
  let running = 0;
  let most = 0;
  const reader = new AppReader({
    clock,
    random: () => 0.5,
    gapMs: over.gapMs ?? (() => 20),
    read: async (app) => {
      read.push([app, clock.now()]);
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => clock.after(over.latencyMs ?? 5, resolve));
      running -= 1;
      if (over.fails?.()) throw new Error('failed');
    },
    readAll: () => {
      all += 1;
    },
    watched: (app) => app === over.watched,
  });
  return { clock, reader, read, all: () => all, most: () => most };
}

describe('reading marked apps', () => {
  it('reads a lone mark at once', () => {
    const { reader, read } = readerWith();
    reader.mark('a');
    expect(read).toEqual([['a', 0]]);
  });

  it('gathers a flurry about one app into one more read', async () => {
    const { reader, read, clock } = readerWith();
    reader.mark('a');
    for (let i = 0; i < 8; i += 1) reader.mark('a');
    await clock.advance(100);
    expect(read).toEqual([
      ['a', 0],
      ['a', 20],
    ]);
  });

  it('reads at most four apps at once', async () => {
    const { reader, read, clock, most } = readerWith();
    for (let i = 0; i < 30; i += 1) reader.mark(`app-${i}`);
    await clock.advance(100);
    expect(read).toHaveLength(30);
    expect(most()).toBe(4);
  });

  it('reads the list instead when more than fifty apps wait, and on its own only the app someone looks at', async () => {
    const { reader, read, clock, all } = readerWith({ watched: 'app-54' });
    for (let i = 0; i < 55; i += 1) reader.mark(`app-${i}`);
    await clock.advance(100);
    expect(all()).toBe(1);
    expect(read.map(([app]) => app)).toEqual(['app-0', 'app-1', 'app-2', 'app-3', 'app-54']);
  });

  it('tries a failed app again after a random wait, and gives up after three', async () => {
    const { reader, read, clock } = readerWith({ fails: () => true });
    reader.mark('a');
    await clock.advance(60_000);
    expect(read).toEqual([
      ['a', 0],
      ['a', 505],
      ['a', 1_510],
    ]);
    expect(clock.waiting).toBe(0);
  });

  it('reads what waits by the shorter gap as soon as someone looks', async () => {
    let gapMs = 1_000;
    const { reader, read, clock } = readerWith({ gapMs: () => gapMs });
    reader.mark('a');
    await clock.advance(10);
    reader.mark('a');
    await clock.advance(90);
    gapMs = 20;
    reader.replan();
    expect(read).toEqual([
      ['a', 0],
      ['a', 100],
    ]);
  });

  it('leaves the wait of a failed app alone when someone looks', async () => {
    const { reader, read, clock } = readerWith({ fails: () => true });
    reader.mark('a');
    await clock.advance(100);
    reader.replan();
    expect(read).toHaveLength(1);
  });

  it('does not wait for a time that comes again when the clock is set back', async () => {
    const { reader, read, clock } = readerWith();
    await clock.advance(3_600_000);
    reader.mark('a');
    await clock.advance(10);
    reader.mark('a');
    await clock.advance(-3_600_000);
    reader.mark('b');
    reader.mark('a');
    await clock.advance(20);
    expect(read.map(([app]) => app)).toEqual(['a', 'b', 'a']);
  });

  it('does nothing once stopped', async () => {
    const { reader, read, clock } = readerWith();
    reader.mark('a');
    reader.mark('a');
    reader.stop();
    reader.mark('b');
    await clock.advance(100);
    await settle();
    expect(read).toHaveLength(1);
  });
});
