import { describe, expect, it } from 'vitest';
import type { TopicsRequest } from '../../protocol/messages.ts';
import { Hub, type Transport } from './hub.ts';
import type { HubMessage } from './wire.ts';

interface Opened {
  url: string;
  line(text: string): void;
  end(): void;
  closed: boolean;
}

function createRig(random = () => 0.5) {
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  const streams: Opened[] = [];
  const posts: { url: string; body: TopicsRequest }[] = [];
  let taken = true;
  const transport: Transport = {
    open(url, heard) {
      const stream: Opened = { url, line: heard.line, end: heard.end, closed: false };
      streams.push(stream);
      return {
        close: () => {
          stream.closed = true;
        },
      };
    },
    post(url, body) {
      posts.push({ url, body });
      return Promise.resolve(taken);
    },
  };
  const clock = {
    now: () => nowMs,
    after(delayMs: number, run: () => void) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const hub = new Hub({ transport, clock, random });
  return {
    streams,
    posts,
    refusePosts: () => {
      taken = false;
    },
    stream: () => streams.at(-1) ?? expect.fail('no stream is open'),
    open: () => streams.filter(({ closed }) => !closed),
    join() {
      const heard: HubMessage[] = [];
      const door = hub.join((message) => heard.push(message));
      const lines = () => heard.flatMap((message) => (message.kind === 'line' ? [message.text] : []));
      return { ...door, hear: door.hear, heard, lines };
    },
    pass(ms: number) {
      const untilMs = nowMs + ms;
      for (;;) {
        const due = timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers = timers.filter((one) => one !== due);
        nowMs = Math.max(nowMs, due.atMs);
        due.run();
      }
      nowMs = untilMs;
    },
  };
}

type Rig = ReturnType<typeof createRig>;

const hello = (session = 'x') =>
  JSON.stringify({ kind: 'hello', protocol: 1, build: 'b', session, nowMs: 0, beatMs: 5 });
const beat = '{"kind":"beat","nowMs":1,"ages":{}}';
const delta = (topic: string) =>
  `{"kind":"delta","topic":"${topic}","base":1,"v":2,"put":[],"drop":[],"complete":true}`;
const table = (topic: string, sub: string | null) =>
  `{"kind":"table","topic":"${topic}","sub":${JSON.stringify(sub)},"v":1,"rows":[],"complete":true}`;

function joinWith(rig: Rig, ...topics: string[]) {
  const tab = rig.join();
  tab.hear({ kind: 'topics', add: topics, drop: [], have: {} });
  return tab;
}

describe('the hub', () => {
  it('opens one stream for twelve tabs, and a thirteenth comes in on it', () => {
    const rig = createRig();
    const tabs = Array.from({ length: 12 }, () => joinWith(rig, 'apps', 'sources'));
    rig.pass(0);
    rig.stream().line(hello());
    rig.stream().line(delta('apps'));
    const late = joinWith(rig, 'apps');
    rig.pass(10);
    expect(rig.streams).toHaveLength(1);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps,sources');
    for (const tab of tabs) expect(tab.lines()).toEqual([hello(), delta('apps')]);
    expect(late.lines()).toEqual([hello()]);
    expect(rig.posts).toHaveLength(1);
  });

  it('names the versions its first tab holds when it opens the stream, once', () => {
    const rig = createRig();
    rig.join().hear({ kind: 'topics', add: ['apps', 'acts'], drop: [], have: { apps: 12, gone: 3 } });
    rig.pass(0);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps,acts&have=apps:12');
    rig.stream().line(hello());
    rig.stream().end();
    rig.pass(60_000);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps,acts');
  });

  it('forgets on the loss of a stream what a tab named while that stream was opening', () => {
    const rig = createRig();
    const tab = rig.join();
    tab.hear({ kind: 'topics', add: ['apps'], drop: [], have: { apps: 12 } });
    rig.pass(0);
    tab.hear({ kind: 'topics', add: ['acts'], drop: [], have: { acts: 3 } });
    rig.stream().end();
    rig.pass(60_000);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps,acts');
  });

  it('names none where two tabs came before the stream: each may hold another version', () => {
    const rig = createRig();
    for (const v of [12, 13]) rig.join().hear({ kind: 'topics', add: ['apps'], drop: [], have: { apps: v } });
    rig.pass(0);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps');
  });

  it('asks for a later tab with the version it holds, and hands it alone the word that it is the present one', () => {
    const rig = createRig();
    const first = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    const second = rig.join();
    second.hear({ kind: 'topics', add: ['apps'], drop: [], have: { apps: 12 } });
    rig.pass(10);
    const [asked] = rig.posts[0]?.body.add ?? [];
    expect(asked).toMatchObject({ topic: 'apps', have: 12 });
    const same = JSON.stringify({ kind: 'same', topic: 'apps', sub: asked?.sub, v: 12 });
    rig.stream().line(same);
    expect(second.lines()).toContain(same);
    expect(first.lines()).not.toContain(same);
  });

  it('gives a tab that joins a topic its own snapshot and bothers no other with it', () => {
    const rig = createRig();
    const first = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    const second = joinWith(rig, 'apps');
    rig.pass(10);
    const sub = rig.posts[0]?.body.add[0]?.sub ?? expect.fail('nothing was asked for');
    rig.stream().line(table('apps', sub));
    expect(second.lines()).toContain(table('apps', sub));
    expect(first.lines()).not.toContain(table('apps', sub));
  });

  it('passes a snapshot nobody asked for to everyone on its topic', () => {
    const rig = createRig();
    const one = joinWith(rig, 'apps');
    const other = joinWith(rig, 'queues');
    rig.pass(0);
    rig.stream().line(hello());
    rig.stream().line(table('apps', null));
    expect(one.lines()).toContain(table('apps', null));
    expect(other.lines()).not.toContain(table('apps', null));
  });

  it('asks the gateway once for what ten panels want in one moment', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'sources');
    rig.pass(0);
    rig.stream().line(hello());
    for (let i = 0; i < 10; i += 1) tab.hear({ kind: 'topics', add: [`app:main/${i}`], drop: [], have: {} });
    rig.pass(10);
    expect(rig.posts).toHaveLength(1);
    expect(rig.posts[0]?.body.add).toHaveLength(10);
  });

  it('keeps a topic for a while after the last tab left it, then drops it', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'sources', 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    tab.hear({ kind: 'topics', add: [], drop: ['apps'], have: {} });
    rig.pass(4000);
    expect(rig.posts).toEqual([]);
    rig.pass(2000);
    expect(rig.posts.map(({ body }) => body)).toEqual([{ add: [], drop: ['apps'] }]);
  });

  it('does not drop a topic that came back in time', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'sources', 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    tab.hear({ kind: 'topics', add: [], drop: ['apps'], have: {} });
    rig.pass(1000);
    tab.hear({ kind: 'topics', add: ['apps'], drop: [], have: {} });
    rig.pass(10_000);
    expect(rig.posts.flatMap(({ body }) => body.drop)).toEqual([]);
  });

  it('comes back after a random wait that grows, with everything that is wanted by then', () => {
    const rig = createRig(() => 0.5);
    const tab = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    rig.stream().end();
    tab.hear({ kind: 'topics', add: ['queues'], drop: [], have: {} });
    const waiting = tab.heard.at(-1);
    expect(waiting).toMatchObject({ kind: 'stream', phase: 'waiting', failures: 1 });
    rig.pass(50);
    expect(rig.streams).toHaveLength(1);
    rig.pass(1000);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps,queues');
    const waits: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      rig.stream().end();
      const last = tab.heard.at(-1);
      if (last?.kind === 'stream' && last.phase === 'waiting') waits.push(last.failures);
      rig.pass(20_000);
    }
    expect(waits).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('spreads the screens that lost the same gateway over the wait', () => {
    const early = createRig(() => 0.01);
    const late = createRig(() => 0.99);
    for (const rig of [early, late]) {
      joinWith(rig, 'apps');
      rig.pass(0);
      rig.stream().end();
      rig.pass(200);
    }
    expect([early.streams.length, late.streams.length]).toEqual([2, 1]);
  });

  it('takes a stream that says nothing for dead', () => {
    const rig = createRig();
    joinWith(rig, 'apps');
    rig.pass(0);
    const first = rig.stream();
    first.line(hello());
    rig.pass(39_000);
    first.line(beat);
    rig.pass(39_000);
    expect(first.closed).toBe(false);
    rig.pass(2000);
    expect(first.closed).toBe(true);
  });

  it('opens a new stream when the gateway no longer knows the old one', async () => {
    const rig = createRig();
    const tab = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    rig.refusePosts();
    tab.hear({ kind: 'topics', add: ['queues'], drop: [], have: {} });
    rig.pass(10);
    await Promise.resolve();
    rig.pass(20_000);
    expect(rig.streams).toHaveLength(2);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps,queues');
  });

  it('asks for topics with a comma once the stream is open', () => {
    const rig = createRig();
    joinWith(rig, 'apps', 'tasks:flower?search=a,b');
    rig.pass(0);
    expect(rig.stream().url).toBe('/api/v1/stream?topics=apps');
    rig.stream().line(hello());
    rig.pass(10);
    expect(rig.posts[0]?.body.add.map(({ topic }) => topic)).toEqual(['tasks:flower?search=a,b']);
  });

  it('asks anew for a tab that lost a delta', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    tab.hear({ kind: 'again', topic: 'apps' });
    rig.pass(10);
    expect(rig.posts[0]?.body.add.map(({ topic }) => topic)).toEqual(['apps']);
  });

  it('closes the stream with the last tab and opens one for the next', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line(hello());
    tab.hear({ kind: 'leave' });
    expect(rig.open()).toHaveLength(0);
    joinWith(rig, 'apps');
    rig.pass(0);
    expect(rig.open()).toHaveLength(1);
  });

  it('tells the gateway on every stream that a wall looks', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'apps');
    tab.hear({ kind: 'wall' });
    rig.pass(0);
    expect(rig.stream().url).toContain('&wall=1');
    rig.stream().end();
    rig.pass(20_000);
    expect(rig.stream().url).toContain('&wall=1');
  });

  it('forwards nothing it does not know', () => {
    const rig = createRig();
    const tab = joinWith(rig, 'apps');
    rig.pass(0);
    rig.stream().line('{"kind":"gossip","topic":"apps"}');
    rig.stream().line('no json');
    expect(tab.lines()).toEqual([]);
  });
});
