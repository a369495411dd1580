import { describe, expect, it } from 'vitest';
import { openEarlyLine } from './early-line.ts';
import type { HubMessage, TabMessage } from './hub/wire.ts';

describe('a line opened early', () => {
  it('asks at once, keeps what it hears until someone listens, and then passes on as it comes', () => {
    const sent: TabMessage[] = [];
    let say: (message: HubMessage) => void = () => {};
    const early = openEarlyLine(['apps', 'sources'], (hear) => {
      say = hear;
      return { send: (message) => sent.push(message) };
    });
    expect(sent).toEqual([{ kind: 'topics', add: ['apps', 'sources'], drop: [] }]);
    say({ kind: 'line', text: 'first' });
    const heard: HubMessage[] = [];
    const line = early.take((message) => heard.push(message));
    say({ kind: 'line', text: 'second' });
    expect(heard).toEqual([
      { kind: 'line', text: 'first' },
      { kind: 'line', text: 'second' },
    ]);
    line.send({ kind: 'leave' });
    expect(sent.at(-1)).toEqual({ kind: 'leave' });
  });
});
