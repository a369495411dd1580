import { describe, expect, it } from 'vitest';
import { anApp } from './testing/builders.ts';
import { FakeUpstream } from './testing/fake-upstream.ts';
import { sceneWith, Screen } from './testing/scene.ts';

describe('engine', () => {
  it('shows a list of apps at once, then what changes, one delta a frame', async () => {
    const main = new FakeUpstream('main');
    main.addApp(anApp('/shop/web'), anApp('/shop/cart'));
    const { engine, clock, bugs } = sceneWith({ main: main.marathon() });
    engine.start();
    const screen = new Screen(engine, 'apps');
    expect(screen.rows.size).toBe(0);
    expect(screen.complete).toBe(false);
    await clock.advance(100);
    expect([...screen.rows.keys()]).toEqual(['main/shop/web', 'main/shop/cart']);
    expect(screen.complete).toBe(true);
    const before = screen.messages.length;
    main.addApp(anApp('/shop/web', { wanted: 5 }));
    main.markApp('/shop/web');
    await clock.advance(25);
    expect(screen.messages.length).toBe(before + 1);
    expect(screen.last).toMatchObject({ kind: 'delta', put: [expect.arrayContaining(['main/shop/web', 5])], drop: [] });
    expect(bugs).toEqual([]);
    await engine.stop();
    expect(clock.waiting).toBe(0);
  });
});
