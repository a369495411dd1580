import { describe, expect, it } from 'vitest';
import { Session } from './session.ts';
import { fakeEngine } from './testing.ts';

function setUp() {
  const engine = fakeEngine();
  const sent: string[] = [];
  const drained: (() => void)[] = [];
  let keepsUp = true;
  const session = new Session('s', engine, {
    write(text) {
      sent.push(text);
      return keepsUp;
    },
    onceDrained: (fn) => drained.push(fn),
  });
  return { engine, sent, drained, session, stall: () => (keepsUp = false), heal: () => (keepsUp = true) };
}

const delta = { kind: 'delta', topic: 'acts', base: 1, v: 2, put: [], drop: [], complete: true } as const;

describe('a stream', () => {
  it('sends the first snapshot when a topic is joined and a new one when it is joined again', () => {
    const { engine, sent, session } = setUp();
    session.add('acts', 'a');
    session.add('acts', 'b');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toBe('data: {"kind":"table","topic":"acts","sub":"a","v":1,"complete":true,"rows":[]}\n\n');
    expect(engine.subscriptions[0]?.resent).toEqual(['b']);
  });

  it('says so when a topic names nothing', () => {
    const { sent, session } = setUp();
    session.add('nothing', 'x');
    expect(sent[0]).toContain('"no-topic"');
    expect(session.size).toBe(0);
  });

  it('sends a browser that fell behind nothing until it has caught up, then new snapshots of what it missed and no backlog', () => {
    const { engine, sent, drained, session, stall, heal } = setUp();
    session.add('acts', 'a');
    session.add('apps', 'b');
    stall();
    engine.subscriptions[0]?.say(delta);
    const before = sent.length;
    for (let n = 0; n < 1000; n += 1) engine.subscriptions[0]?.say(delta);
    session.send('beat');
    expect(sent).toHaveLength(before);
    heal();
    drained[0]?.();
    expect(engine.subscriptions[0]?.resent).toEqual(['']);
    expect(engine.subscriptions[1]?.resent).toEqual([]);
    engine.subscriptions[0]?.say(delta);
    expect(sent).toHaveLength(before + 1);
  });

  it('leaves every topic when it closes', () => {
    const { engine, session } = setUp();
    session.add('acts', 'a');
    session.add('apps', 'b');
    session.drop('acts');
    session.close();
    expect(engine.subscriptions.map(({ closed }) => closed)).toEqual([true, true]);
  });
});
