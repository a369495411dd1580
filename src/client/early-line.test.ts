import { describe, expect, it } from 'vitest';
import { openEarlyLine } from './early-line.ts';
import type { Heard, HubMessage, TabMessage } from './hub/wire.ts';

const look = JSON.stringify({ kind: 'look', versions: { apps: 12 } });

function createRig(lines: readonly string[] | null) {
  const sent: TabMessage[] = [];
  const heard: Heard[] = [];
  let say: (message: HubMessage) => void = () => expect.fail('the line is not open');
  let idle: (() => void) | null = null;
  const early = openEarlyLine(
    { topics: ['apps', 'sources'], head: null },
    {
      look: () => Promise.resolve(lines),
      open(hear) {
        say = hear;
        return { send: (message) => sent.push(message) };
      },
      whenIdle(run) {
        idle = run;
      },
    },
  );
  return {
    early,
    sent,
    heard,
    say: (text: string) => say({ kind: 'line', text }),
    rest: () => idle?.(),
    take: () => early.take((message) => heard.push(message)),
  };
}

describe('a line opened early', () => {
  it('keeps what the look told until someone listens, then passes on what the stream says', async () => {
    const rig = createRig([look, 'first']);
    await Promise.resolve();
    rig.take();
    rig.rest();
    rig.say('second');
    expect(rig.heard).toEqual([
      { kind: 'look', lines: [look, 'first'] },
      { kind: 'line', text: 'second' },
    ]);
  });

  it('opens the stream only when the page rests, and names the versions it holds', async () => {
    const rig = createRig([look]);
    const { send } = rig.take();
    send({ kind: 'wall' });
    await Promise.resolve();
    expect(rig.sent).toEqual([]);
    rig.rest();
    send({ kind: 'leave' });
    expect(rig.sent).toEqual([
      { kind: 'topics', add: ['apps', 'sources'], drop: [], have: { apps: 12 } },
      { kind: 'wall' },
      { kind: 'leave' },
    ]);
  });

  it('opens the stream at once where the look failed', async () => {
    const rig = createRig(null);
    await Promise.resolve();
    expect(rig.sent).toEqual([{ kind: 'topics', add: ['apps', 'sources'], drop: [], have: {} }]);
  });
});
