import type { DurationMs } from '../../domain/units.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import type { TopicsRequest, Versions } from '../../protocol/messages.ts';
import type { Topic } from '../../protocol/topics.ts';
import { waitBeforeTry } from './backoff.ts';
import { peek } from './peek.ts';
import type { HubMessage, StreamPhase, TabMessage } from './wire.ts';

/** One open stream; `close` is final and silent. */
export interface OpenStream {
  close(): void;
}

/** The hub's way to the gateway. */
export interface Transport {
  open(url: string, heard: { line(text: string): void; end(): void }): OpenStream;
  /** Resolves to whether the gateway took it; never rejects. */
  post(url: string, body: TopicsRequest): Promise<boolean>;
}

/** What the hub is made of. */
export interface HubOptions {
  transport: Transport;
  clock: Clock;
  random: Random;
}

/** A tab's end of the hub. */
export interface TabDoor {
  hear(message: TabMessage): void;
}

interface Tab {
  send(message: HubMessage): void;
  topics: Set<Topic>;
}

/** A stream that says nothing for this long is dead, whatever TCP believes. */
const silentMs: DurationMs = 40_000;
/** Wishes of one moment (a page mounting ten panels) travel as one request. */
const gatherMs: DurationMs = 5;
/** How long a topic nobody wants is kept: what a page drops, the next one often asks for again. */
const lingerMs: DurationMs = 5_000;

/** One stream for all tabs of a browser: who wants what, and which line goes to whom. */
export class Hub {
  private readonly options: HubOptions;
  private readonly tabs = new Set<Tab>();
  /** Topics the present stream was asked for. */
  private carried = new Set<Topic>();
  /** Snapshots on their way, and to which tab. */
  private readonly asked = new Map<string, Tab>();
  private adds: TopicsRequest['add'][number][] = [];
  /** What the tab that came first holds already, for the first stream's request. */
  private firstHave: Versions = {};
  private subs = 0;
  private stream: OpenStream | null = null;
  private session: string | null = null;
  private phase: StreamPhase = { phase: 'opening' };
  private failures = 0;
  private wall: 'no' | 'asked' | 'told' = 'no';
  private lastLines = new Map<'hello' | 'beat', string>();
  private readonly timers = new Map<'add' | 'drop' | 'open' | 'silence', () => void>();

  constructor(options: HubOptions) {
    this.options = options;
  }

  /** A tab comes; it hears at once how the stream stands. */
  join(send: (message: HubMessage) => void): TabDoor {
    const tab: Tab = { send, topics: new Set() };
    this.tabs.add(tab);
    send({ kind: 'stream', ...this.phase });
    for (const text of this.lastLines.values()) send({ kind: 'line', text });
    return { hear: (message) => this.hear(tab, message) };
  }

  private hear(tab: Tab, message: TabMessage): void {
    switch (message.kind) {
      case 'topics':
        for (const topic of message.drop) tab.topics.delete(topic);
        for (const topic of message.add) {
          tab.topics.add(topic);
          this.want(tab, topic, message.have[topic]);
        }
        // With several tabs before the first stream each would hold another version: then all are sent what is.
        if (this.session === null) this.firstHave = this.tabs.size === 1 ? { ...this.firstHave, ...message.have } : {};
        if (message.drop.length > 0) this.dropLater();
        this.openSoon();
        return;
      case 'again':
        if (tab.topics.has(message.topic)) this.want(tab, message.topic);
        return;
      case 'wall':
        if (this.wall === 'no') this.wall = 'asked';
        if (this.session !== null) this.flushSoon();
        return;
      case 'leave':
        this.leave(tab);
    }
  }

  private leave(tab: Tab): void {
    this.tabs.delete(tab);
    for (const [sub, asker] of this.asked) if (asker === tab) this.asked.delete(sub);
    if (this.tabs.size === 0) this.close();
    else this.dropLater();
  }

  /** Notes a wish for a snapshot. Before the stream is open there is nothing to note: opening asks for all that is wanted. */
  private want(tab: Tab, topic: Topic, have?: number): void {
    if (this.session === null) return;
    this.subs += 1;
    const sub = `s${this.subs}`;
    this.asked.set(sub, tab);
    this.adds.push(have === undefined ? { topic, sub } : { topic, sub, have });
    this.flushSoon();
  }

  private after(name: 'add' | 'drop' | 'open' | 'silence', delayMs: DurationMs, run: () => void): void {
    if (this.timers.has(name)) return;
    const cancel = this.options.clock.after(delayMs, () => {
      this.timers.delete(name);
      run();
    });
    this.timers.set(name, cancel);
  }

  private cancel(name: 'add' | 'drop' | 'open' | 'silence'): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }

  private flushSoon(): void {
    this.after('add', gatherMs, () => this.flush());
  }

  private dropLater(): void {
    this.after('drop', lingerMs, () => this.flush());
  }

  private wanted(): Set<Topic> {
    const topics = new Set<Topic>();
    for (const tab of this.tabs) for (const topic of tab.topics) topics.add(topic);
    return topics;
  }

  private flush(): void {
    if (this.session === null) return;
    const wanted = this.wanted();
    const add = this.adds.filter(({ topic }) => wanted.has(topic));
    this.adds = [];
    const drop = this.timers.has('drop') ? [] : [...this.carried].filter((topic) => !wanted.has(topic));
    for (const { topic } of add) this.carried.add(topic);
    for (const topic of drop) this.carried.delete(topic);
    const tellsWall = this.wall === 'asked';
    if (add.length === 0 && drop.length === 0 && !tellsWall) return;
    if (tellsWall) this.wall = 'told';
    const stream = this.stream;
    const url = `/api/v1/stream/${encodeURIComponent(this.session)}/topics`;
    const body: TopicsRequest = { add, drop, ...(tellsWall ? { wall: true } : {}) };
    void this.options.transport.post(url, body).then((taken) => {
      // The gateway no longer knows this stream (it restarted): only a new one carries our topics.
      if (!taken && stream !== null && stream === this.stream) this.lose();
    });
  }

  private openSoon(): void {
    if (this.stream !== null || this.phase.phase === 'waiting' || this.tabs.size === 0) return;
    this.after('open', 0, () => this.open());
  }

  private open(): void {
    if (this.stream !== null || this.tabs.size === 0) return;
    const wanted = [...this.wanted()];
    // Topics are joined by commas in the address; one that holds a comma itself follows once the stream is open.
    const inUrl = wanted.filter((topic) => !topic.includes(','));
    this.carried = new Set(inUrl);
    if (this.wall === 'asked') this.wall = 'told';
    let current: OpenStream | null = null;
    const isCurrent = () => current === null || current === this.stream;
    current = this.options.transport.open(this.address(inUrl), {
      line: (text) => {
        if (isCurrent()) this.line(text);
      },
      end: () => {
        if (isCurrent()) this.lose();
      },
    });
    this.stream = current;
    this.tell({ phase: 'opening' });
    this.watch();
  }

  private address(topics: readonly Topic[]): string {
    const have = Object.entries(this.firstHave).filter(([topic]) => topics.includes(topic));
    this.firstHave = {};
    const versions = have.map(([topic, v]) => `${topic}:${v}`).join(',');
    const query = topics.map(encodeURIComponent).join(',');
    return `/api/v1/stream?topics=${query}${versions === '' ? '' : `&have=${versions}`}${this.wall === 'no' ? '' : '&wall=1'}`;
  }

  private watch(): void {
    this.cancel('silence');
    this.after('silence', silentMs, () => this.lose());
  }

  private line(text: string): void {
    const address = peek(text);
    this.watch();
    if (address === null) return;
    if (address.kind === 'hello') this.greet(text);
    if (address.kind === 'hello' || address.kind === 'beat') {
      this.lastLines.set(address.kind, text);
      for (const tab of this.tabs) tab.send({ kind: 'line', text });
      return;
    }
    const { topic, sub } = address;
    const asker = sub === null ? undefined : this.asked.get(sub);
    if (sub !== null) this.asked.delete(sub);
    if (asker !== undefined) {
      asker.send({ kind: 'line', text });
      return;
    }
    for (const tab of this.tabs) if (topic !== null && tab.topics.has(topic)) tab.send({ kind: 'line', text });
  }

  private greet(text: string): void {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('session' in value) || typeof value.session !== 'string')
      return;
    this.session = value.session;
    this.failures = 0;
    this.tell({ phase: 'open' });
    // What was wanted between the request and this answer.
    for (const tab of this.tabs) {
      for (const topic of tab.topics) if (!this.carried.has(topic)) this.want(tab, topic);
    }
    if (this.wall === 'asked') this.flushSoon();
  }

  private tell(phase: StreamPhase): void {
    this.phase = phase;
    for (const tab of this.tabs) tab.send({ kind: 'stream', ...phase });
  }

  private close(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.stream?.close();
    this.stream = null;
    this.session = null;
    this.adds = [];
    // What a tab held when it came says nothing of what it holds when a stream is opened again.
    this.firstHave = {};
    this.asked.clear();
    this.carried.clear();
    this.lastLines.clear();
    this.phase = { phase: 'opening' };
    if (this.wall === 'told') this.wall = 'asked';
  }

  private lose(): void {
    const failures = this.failures + 1;
    this.close();
    this.failures = failures;
    const waitMs = waitBeforeTry(failures, this.options.random);
    this.tell({ phase: 'waiting', untilMs: this.options.clock.now() + waitMs, failures });
    this.after('open', waitMs, () => this.open());
  }
}
