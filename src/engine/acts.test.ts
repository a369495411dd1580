import { describe, expect, it } from 'vitest';
import type { Act } from '../domain/act.ts';
import type { App } from '../domain/app.ts';
import type { Deployment } from '../domain/deployment.ts';
import { FaultError, type Fault } from '../domain/fault.ts';
import type { Intent } from '../domain/intent.ts';
import type { Accepted, Present } from '../domain/ports.ts';
import type { IntentScene } from '../domain/refusal.ts';
import { app, deployment, worker } from '../domain/testing/build.ts';
import type { Worker } from '../domain/worker.ts';
import type { Acts } from './acts-door.ts';
import { createActs } from './acts.ts';

/** What the upstream answers to one request, in the test's hands. */
interface Request {
  intent: Intent;
  signal: AbortSignal;
  accept(deployment?: string | null, version?: string): void;
  saw(present: Present): void;
  decline(fault: Fault): void;
}

class Bench {
  nowMs = 1_000_000;
  readonly timers = new Set<{ atMs: number; fn: () => void }>();
  readonly requests: Request[] = [];
  readonly changes: Act[] = [];
  readonly dropped: string[] = [];
  readonly bugs: unknown[] = [];
  refreshes = 0;
  /** What carrying out throws before there is a promise. */
  throws: Fault | null = null;
  readonly apps = new Map<string, App>();
  readonly deployments = new Map<string, Deployment>();
  readonly workers = new Map<string, Worker>();
  readAtMs = 0;
  acts: Acts;
  #ids = 0;

  constructor(timeoutMs: number | null = null) {
    this.acts = createActs({
      timeoutMs,
      clock: {
        now: () => this.nowMs,
        after: (delayMs, fn) => {
          const timer = { atMs: this.nowMs + delayMs, fn };
          this.timers.add(timer);
          return () => this.timers.delete(timer);
        },
      },
      newId: () => `a${(this.#ids += 1)}`,
      enact: (intent, signal, saw) => {
        if (this.throws) throw new FaultError(this.throws);
        return new Promise<Accepted>((resolve, reject) => {
          this.requests.push({
            intent,
            signal,
            saw,
            accept: (deployment = null, version) =>
              resolve({ deployment, text: null, ...(version === undefined ? {} : { version }) }),
            decline: (fault) => reject(new FaultError(fault)),
          });
        });
      },
      scene: (intent) => this.sceneOf(intent),
      look: {
        app: (key) => this.apps.get(key),
        launch: () => undefined,
        instances: () => [],
        deployment: (key) => this.deployments.get(key),
        queue: () => undefined,
        worker: (key) => this.workers.get(key),
        task: () => undefined,
        readAtMs: () => this.readAtMs,
      },
      onChange: (act) => this.changes.push(act),
      onDrop: (id) => this.dropped.push(id),
      onBug: (error) => this.bugs.push(error),
      refresh: () => {
        this.refreshes += 1;
      },
    });
  }

  sceneOf(intent: Intent): IntentScene {
    const scene: IntentScene = { readOnly: false, source: 'live' };
    const one = 'app' in intent ? this.apps.get(intent.app) : undefined;
    if (one) scene.app = { wanted: one.wanted, suspendedFrom: null, versionCount: 3, delayed: false };
    const pool = 'worker' in intent ? this.workers.get(intent.worker) : undefined;
    if (pool) {
      scene.worker = { state: 'online', processes: pool.processes, autoscaled: false, queues: pool.queues };
    }
    return scene;
  }

  put(one: App): void {
    this.apps.set(one.key, one);
    this.readAtMs = this.nowMs;
  }

  /** Lets promises run, then the clock go on, timer by timer. */
  async pass(ms: number): Promise<void> {
    await settle();
    const until = this.nowMs + ms;
    for (;;) {
      const next = [...this.timers].filter((timer) => timer.atMs <= until).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.timers.delete(next);
      this.nowMs = next.atMs;
      next.fn();
      await settle();
    }
    this.nowMs = until;
  }

  act(id: string): Act | undefined {
    return this.acts.all().find((one) => one.id === id);
  }

  /** Asks for one act that must not be refused; returns its id. */
  ask(intent: Intent, who = 'ann'): string {
    return idOf(this.acts.ask([intent], who));
  }

  async request(place: number): Promise<Request> {
    await settle();
    const found = this.requests[place];
    if (!found) throw new Error(`no request ${place}`);
    return found;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function idOf(answer: ReturnType<Acts['ask']> | null): string {
  const first = answer?.results[0];
  if (!first || !('act' in first)) throw new Error('refused');
  return first.act.id;
}

const key = 'main/shop/worker';
const scaleTo = (to: number): Intent => ({ kind: 'scale-app', app: key, to });
const conflict = (...deployments: string[]): Fault => ({
  kind: 'conflict',
  status: 409,
  text: 'App is locked by one or more deployments.',
  deployments,
});

function full(wanted: number, change: Partial<App> = {}): App {
  return app('/shop/worker', { wanted, ...change });
}

/** A bench with an app of three instances. */
function bench(timeoutMs: number | null = null): Bench {
  const made = new Bench(timeoutMs);
  made.put(full(3));
  made.nowMs += 5;
  return made;
}

describe('an act', () => {
  it('is asked, sent, and confirmed once the upstream shows it done', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    expect(b.act(id)).toMatchObject({ state: 'asked', before: 3, after: 5, who: 'ann', target: key, undo: null });
    (await b.request(0)).accept('d1');
    await b.pass(100);
    expect(b.act(id)).toMatchObject({ state: 'sent', deployment: 'd1', undo: { kind: 'scale-app', to: 3 } });
    b.put(full(5, { counts: { staged: 1, running: 4, healthy: 4, unhealthy: 0 }, deploymentIds: ['d1'] }));
    b.acts.observe();
    expect(b.act(id)?.state).toBe('sent');
    await b.pass(10);
    b.put(full(5));
    b.acts.observe();
    expect(b.act(id)).toMatchObject({ state: 'confirmed', settledAtMs: b.nowMs, undo: { kind: 'scale-app', to: 3 } });
    expect(b.changes.map((act) => act.state)).toEqual(['asked', 'sent', 'confirmed']);
    expect(b.timers.size).toBe(0);
  });

  it('is not confirmed by a reading that began before it was sent', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    b.put(full(5));
    await b.pass(500);
    (await b.request(0)).accept('d1');
    await b.pass(100);
    b.acts.observe();
    expect(b.act(id)?.state).toBe('sent');
  });

  it('asks for readings at growing intervals until it is settled, and none after', async () => {
    const b = bench();
    b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    b.deployments.set('main/d1', deployment('d1'));
    b.put(full(5, { counts: { staged: 2, running: 3, healthy: 3, unhealthy: 0 }, deploymentIds: ['d1'] }));
    await b.pass(1);
    b.readAtMs = b.nowMs;
    await b.pass(10_000);
    expect(b.refreshes).toBeGreaterThanOrEqual(4);
    const early = b.refreshes;
    await b.pass(600_000);
    expect(b.refreshes - early).toBeLessThanOrEqual(41);
    b.put(full(5));
    b.deployments.set('main/d1', deployment('d1', { outcome: 'succeeded' }));
    b.acts.observe();
    const done = b.refreshes;
    await b.pass(600_000);
    expect(b.refreshes).toBe(done);
  });

  it('is refused before anybody is asked when it makes no sense', async () => {
    const b = bench();
    expect(b.acts.ask([scaleTo(3), scaleTo(-1), { kind: 'resume-app', app: key, to: null }], 'ann').results).toEqual([
      { refusal: 'nothing-changes', intent: scaleTo(3) },
      { refusal: 'out-of-range', intent: scaleTo(-1) },
      { refusal: 'not-suspended', intent: { kind: 'resume-app', app: key, to: null } },
    ]);
    await settle();
    expect(b.requests).toEqual([]);
    expect(b.acts.all()).toEqual([]);
  });

  it('keeps what the upstream said when it declined', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    const fault: Fault = { kind: 'refused', status: 422, text: 'Object is not valid', details: [] };
    (await b.request(0)).decline(fault);
    await b.pass(0);
    expect(b.act(id)).toMatchObject({ state: 'refused', fault, undo: null });
  });

  it('that started a deployment which was cancelled says so', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(10);
    b.deployments.set('main/d1', deployment('d1', { outcome: 'failed', reason: 'The upgrade has been cancelled' }));
    b.put(full(5));
    b.acts.observe();
    expect(b.act(id)).toMatchObject({ state: 'refused', fault: { text: 'The upgrade has been cancelled' } });
  });

  it('whose target went away meanwhile says that it is gone', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(10);
    b.apps.delete(key);
    b.readAtMs = b.nowMs;
    b.acts.observe();
    expect(b.act(id)).toMatchObject({ state: 'refused', fault: { kind: 'missing' } });
  });

  it('has no time limit while its deployment runs, for Marathon has none', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(10);
    b.deployments.set('main/d1', deployment('d1'));
    b.put(full(5, { counts: { staged: 0, running: 3, healthy: 3, unhealthy: 0 }, deploymentIds: ['d1'] }));
    await b.pass(1_800_000);
    expect(b.act(id)?.state).toBe('sent');
  });

  it('times out when the upstream took it and never shows an effect, and is confirmed when that comes late', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(59_000);
    expect(b.act(id)?.state).toBe('sent');
    await b.pass(2000);
    expect(b.act(id)).toMatchObject({ state: 'timed-out', fault: { kind: 'silent' }, undo: null });
    b.put(full(5));
    b.acts.observe();
    expect(b.act(id)).toMatchObject({ state: 'confirmed', fault: null, undo: { kind: 'scale-app', to: 3 } });
  });

  it('whose time is over is not confirmed by the same change of somebody else, which has another version', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1', '2026-11-21T10:00:00.000Z');
    await b.pass(61_000);
    b.put(full(5, { version: '2026-11-21T10:09:00.000Z' }));
    b.acts.observe();
    expect(b.act(id)).toMatchObject({ state: 'timed-out', undo: null });
    await b.pass(300_000);
    b.put(full(5, { version: '2026-11-21T10:00:00.000Z' }));
    b.acts.observe();
    expect(b.act(id)).toMatchObject({ state: 'confirmed', undo: { kind: 'scale-app', to: 3 } });
  });

  it('that nobody answered is looked for two minutes long, and offers no way back: it may be another’s work', async () => {
    const b = bench();
    const early = b.ask(scaleTo(5));
    (await b.request(0)).decline({ kind: 'unreachable', why: 'reset', text: '' });
    await b.pass(60_000);
    expect(b.refreshes).toBeGreaterThan(4);
    b.put(full(5));
    b.acts.observe();
    expect(b.act(early)).toMatchObject({ state: 'confirmed', undo: null });
    const late = b.ask(scaleTo(7));
    (await b.request(1)).decline({ kind: 'unreachable', why: 'reset', text: '' });
    await b.pass(140_000);
    b.put(full(7));
    b.acts.observe();
    expect(b.act(late)?.state).toBe('timed-out');
    expect(b.timers.size).toBe(0);
  });

  it('starts from what its adapter saw, which is fresher than the store, however the writing goes', async () => {
    const b = bench();
    const back: Intent = { kind: 'roll-back-app', app: key, version: null, keepCount: true };
    const done = b.ask(back);
    (await b.request(0)).saw({ version: 'v2', wanted: 3 });
    (await b.request(0)).accept('d1', 'v3');
    await settle();
    expect(b.act(done)?.undo).toEqual({ ...back, version: 'v2' });
    await b.pass(61_000);
    const torn = b.ask(back);
    (await b.request(1)).saw({ version: 'v4', wanted: 3 });
    (await b.request(1)).decline({ kind: 'unreadable', path: '', text: '' });
    await b.pass(10);
    b.put(full(3, { version: 'v4' }));
    b.acts.observe();
    expect(b.act(torn)?.state).toBe('timed-out');
  });

  it('times out after the time it was given for every kind of act', async () => {
    const b = bench(2000);
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(1500);
    expect(b.act(id)?.state).toBe('sent');
    await b.pass(1000);
    expect(b.act(id)).toMatchObject({ state: 'timed-out', fault: { kind: 'silent' } });
  });

  it('times out when nobody answers, and its request is given up', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    const request = await b.request(0);
    await b.pass(30_000);
    expect(b.act(id)).toMatchObject({ state: 'timed-out', fault: { kind: 'unreachable', why: 'timeout' } });
    expect(request.signal.aborted).toBe(true);
    request.accept('d1');
    await b.pass(0);
    expect(b.act(id)).toMatchObject({ state: 'sent', deployment: 'd1', fault: null });
  });

  it.each([
    [{ kind: 'unreachable', why: 'reset', text: '' }, 'timed-out'],
    [{ kind: 'unreachable', why: 'refused', text: '' }, 'refused'],
    [{ kind: 'failing', status: 502, text: '' }, 'timed-out'],
    [{ kind: 'failing', status: 500, text: '' }, 'refused'],
    [{ kind: 'failing', status: 500, text: 'Futures timed out after [10 seconds]' }, 'timed-out'],
    [{ kind: 'failing', status: 503, text: 'Ask timed out on [Actor] after [10000 ms]' }, 'timed-out'],
    [{ kind: 'failing', status: 503, text: 'Too many concurrent requests! Allowed: 10.' }, 'refused'],
    [{ kind: 'unreadable', path: '', text: '' }, 'timed-out'],
    [{ kind: 'missing', status: 404, text: '' }, 'refused'],
    [{ kind: 'unauthorised', status: 403, text: '' }, 'refused'],
    [conflict('d9'), 'conflict'],
  ] satisfies [Fault, string][])('stands as it should after %j', async (fault, state) => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).decline(fault);
    await b.pass(0);
    expect(b.act(id)?.state).toBe(state);
  });

  it('delivered twice is one act', async () => {
    const b = bench();
    const first = b.ask({ kind: 'restart-app', app: key });
    expect(b.ask({ kind: 'restart-app', app: key })).toBe(first);
    expect(b.ask({ kind: 'restart-app', app: key }, 'bob')).not.toBe(first);
    await settle();
    expect(b.requests).toHaveLength(1);
  });

  it('goes out after the earlier one on the same thing was answered', async () => {
    const b = bench();
    b.ask(scaleTo(4));
    b.ask(scaleTo(5));
    await settle();
    expect(b.requests).toHaveLength(1);
    (await b.request(0)).accept('d1');
    await settle();
    expect(b.requests.map((one) => one.intent)).toEqual([scaleTo(4), scaleTo(5)]);
  });

  it('starts from what was asked before it, where the store cannot know that yet', () => {
    const b = bench();
    b.ask(scaleTo(5));
    const id = b.ask(scaleTo(3));
    expect(b.act(id)).toMatchObject({ before: 5, after: 3 });
    b.workers.set('flower/w@h', worker('w@h', { processes: 2 }));
    b.ask({ kind: 'grow-pool', worker: 'flower/w@h', by: 1 });
    const again = b.ask({ kind: 'grow-pool', worker: 'flower/w@h', by: 2 });
    expect(b.act(again)).toMatchObject({ before: 3, after: 5 });
  });

  it('for which there is no upstream at all is refused like any other', async () => {
    const b = bench();
    b.throws = { kind: 'missing', status: 404, text: '' };
    const id = b.ask(scaleTo(5));
    await b.pass(0);
    expect(b.act(id)).toMatchObject({ state: 'refused', fault: { kind: 'missing' } });
    expect(b.timers.size).toBe(0);
  });

  it('that throws without a fault is a bug that is told, not a crash', async () => {
    const b = bench();
    const broken = createActs({
      clock: { now: () => 0, after: () => () => undefined },
      newId: () => 'x',
      enact: () => Promise.reject(new Error('oops')),
      scene: (intent) => b.sceneOf(intent),
      look: {
        app: () => full(3),
        launch: () => undefined,
        instances: () => [],
        deployment: () => undefined,
        queue: () => undefined,
        worker: () => undefined,
        task: () => undefined,
        readAtMs: () => null,
      },
      onChange: (act) => b.changes.push(act),
      onBug: (error) => b.bugs.push(error),
      refresh: () => undefined,
    });
    broken.ask([scaleTo(5)], 'ann');
    await settle();
    expect(b.bugs).toHaveLength(1);
    expect(b.changes.at(-1)).toMatchObject({ state: 'timed-out', fault: { kind: 'unreadable' } });
  });
});

describe('a bulk', () => {
  it('shares a name, is no herd, and tells each of its results', async () => {
    const b = new Bench();
    const intents: Intent[] = [];
    for (let n = 0; n < 12; n += 1) {
      b.put(app(`/shop/a${n}`));
      intents.push({ kind: 'scale-app', app: `main/shop/a${n}`, to: 4 });
    }
    intents.push({ kind: 'scale-app', app: 'main/shop/nowhere', to: 4 });
    const { results } = b.acts.ask(intents, 'ann');
    expect(results).toHaveLength(13);
    expect(results[12]).toMatchObject({ refusal: 'unknown-target' });
    const bulks = new Set(b.acts.all().map((act) => act.bulk));
    expect(bulks.size).toBe(1);
    expect([...bulks][0]).not.toBeNull();
    await settle();
    expect(b.requests).toHaveLength(4);
    (await b.request(0)).accept('d1');
    (await b.request(1)).decline(conflict('d9'));
    await settle();
    expect(b.requests).toHaveLength(6);
    for (let n = 2; n < 12; n += 1) (await b.request(n)).accept(`d${n}`);
    await settle();
    const states = b.acts.all().map((act) => act.state);
    expect(states.filter((state) => state === 'sent')).toHaveLength(11);
    expect(states.filter((state) => state === 'conflict')).toHaveLength(1);
  });

  it('on a dead source does not hold up another one', async () => {
    const b = new Bench();
    const intents: Intent[] = [];
    for (let n = 0; n < 8; n += 1) {
      b.put(app(`/a${n}`, { source: 'dead' }));
      intents.push({ kind: 'restart-app', app: `dead/a${n}` });
    }
    b.put(app('/b'));
    intents.push({ kind: 'restart-app', app: 'main/b' });
    b.acts.ask(intents, 'ann');
    await settle();
    expect(b.requests.map((one) => one.intent)).toContainEqual({ kind: 'restart-app', app: 'main/b' });
  });
});

/** A scaling to five that was sent and confirmed; its id. */
async function confirmedScaling(b: Bench): Promise<string> {
  const id = b.ask(scaleTo(5));
  (await b.request(0)).accept('d1');
  await b.pass(10);
  b.put(full(5));
  b.acts.observe();
  return id;
}

describe('undo', () => {
  it('is an act of its own that marks the old one undone once it is confirmed', async () => {
    const b = bench();
    const id = await confirmedScaling(b);
    const undo = idOf(b.acts.undo(id, 'bob'));
    expect(b.act(undo)).toMatchObject({ intent: scaleTo(3), undoes: id, who: 'bob', before: 5, after: 3 });
    (await b.request(1)).accept('d2');
    await b.pass(10);
    expect(b.act(id)?.state).toBe('confirmed');
    b.put(full(3));
    b.acts.observe();
    expect(b.act(undo)?.state).toBe('confirmed');
    expect(b.act(id)).toMatchObject({ state: 'undone', undo: null });
    expect(b.acts.undo(id, 'bob')).toBeNull();
  });

  it('asked twice is one act', async () => {
    const b = bench();
    const id = await confirmedScaling(b);
    const undo = idOf(b.acts.undo(id, 'bob'));
    expect(idOf(b.acts.undo(id, 'ann'))).toBe(undo);
  });

  it('is refused once the target is no longer what the act left', async () => {
    const b = bench();
    const id = await confirmedScaling(b);
    await b.pass(10);
    b.put(full(8));
    expect(b.acts.undo(id, 'bob')).toEqual({ results: [{ refusal: 'changed-since', intent: scaleTo(3) }] });
    b.put(full(5, { version: 'another configuration' }));
    expect(b.act(idOf(b.acts.undo(id, 'bob')))?.intent).toEqual(scaleTo(3));
  });

  it('of a roll back is refused once the configuration was changed again, not when only the count was', async () => {
    const b = bench();
    const version = '2026-11-21T10:00:00.000Z';
    const id = b.ask({ kind: 'roll-back-app', app: key, version: 'v0', keepCount: true });
    (await b.request(0)).accept('d1', version);
    await b.pass(10);
    b.put(full(3, { version }));
    b.acts.observe();
    expect(b.act(id)?.state).toBe('confirmed');
    b.put(
      full(3, { version: '2026-11-21T11:00:00.000Z', lastConfigChangeAtMs: Date.parse('2026-11-21T11:00:00.000Z') }),
    );
    expect(b.acts.undo(id, 'bob')?.results[0]).toMatchObject({ refusal: 'changed-since' });
    b.put(full(6, { version: '2026-11-21T12:00:00.000Z', lastConfigChangeAtMs: Date.parse(version) }));
    expect(b.acts.undo(id, 'bob')?.results[0]).toHaveProperty('act');
  });

  it('is refused while something newer is on its way to the same target, unless that changes nothing of it', async () => {
    const b = bench();
    const id = await confirmedScaling(b);
    b.ask({ kind: 'kill-instance', app: key, instance: 'i1', scale: false });
    (await b.request(1)).accept();
    await settle();
    const newer = b.ask(scaleTo(9));
    expect(b.acts.undo(id, 'bob')?.results[0]).toMatchObject({ refusal: 'changed-since' });
    (await b.request(2)).decline(conflict('d9'));
    await settle();
    expect(b.act(newer)?.state).toBe('conflict');
    expect(b.acts.undo(id, 'bob')?.results[0]).toHaveProperty('act');
  });

  it('of an act still under way goes over the lock of that act alone', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(10);
    b.put(full(5, { counts: { staged: 2, running: 3, healthy: 3, unhealthy: 0 }, deploymentIds: ['d1'] }));
    const undo = idOf(b.acts.undo(id, 'ann'));
    (await b.request(1)).decline(conflict('d1'));
    await settle();
    const forced = await b.request(2);
    expect(forced.intent).toEqual({ ...scaleTo(3), force: true });
    expect(forced.signal.aborted).toBe(false);
    expect(b.act(undo)?.state).toBe('asked');
    forced.accept('d2');
    await b.pass(10);
    b.deployments.set('main/d1', deployment('d1', { outcome: 'failed', reason: 'The upgrade has been cancelled' }));
    b.acts.observe();
    expect(b.act(id)?.state).toBe('sent');
    b.put(full(3));
    b.acts.observe();
    expect(b.act(undo)?.state).toBe('confirmed');
    expect(b.act(id)?.state).toBe('undone');
    const states = b.changes.filter((act) => act.id === undo).map((act) => act.state);
    expect(states).toEqual(['asked', 'sent', 'confirmed']);
  });

  it('that meets the lock of somebody else stands as a conflict', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(10);
    const undo = idOf(b.acts.undo(id, 'ann'));
    (await b.request(1)).decline(conflict('d1', 'd7'));
    await settle();
    expect(b.act(undo)?.state).toBe('conflict');
    expect(b.requests).toHaveLength(2);
  });

  it('is nothing for acts that are not there, were refused, or that nothing puts back', async () => {
    const b = bench();
    expect(b.acts.undo('nowhere', 'ann')).toBeNull();
    const id = b.ask(scaleTo(5));
    expect(b.acts.undo(id, 'ann')).toBeNull();
    (await b.request(0)).decline(conflict('d9'));
    await settle();
    expect(b.acts.undo(id, 'ann')).toBeNull();
    const restart = b.ask({ kind: 'restart-app', app: key });
    (await b.request(1)).accept('d3');
    await settle();
    expect(b.acts.undo(restart, 'ann')).toBeNull();
  });

  it('can be undone in its turn', async () => {
    const b = bench();
    const id = await confirmedScaling(b);
    const undo = idOf(b.acts.undo(id, 'ann'));
    (await b.request(1)).accept('d2');
    await b.pass(10);
    b.put(full(3));
    b.acts.observe();
    const redo = idOf(b.acts.undo(undo, 'ann'));
    expect(b.act(redo)).toMatchObject({ intent: scaleTo(5), undoes: undo });
  });
});

describe('force', () => {
  it('repeats an act over the lock that refused it, once', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    expect(b.acts.force(id, 'ann')).toBeNull();
    (await b.request(0)).decline(conflict('d9'));
    await settle();
    const forced = idOf(b.acts.force(id, 'ann'));
    expect(b.act(forced)?.intent).toEqual({ ...scaleTo(5), force: true });
    (await b.request(1)).accept('d2');
    await settle();
    expect(idOf(b.acts.force(id, 'ann'))).toBe(forced);
    expect(b.requests).toHaveLength(2);
    expect(b.act(id)?.state).toBe('conflict');
  });

  it('of an undo still undoes', async () => {
    const b = bench();
    const id = await confirmedScaling(b);
    const undo = idOf(b.acts.undo(id, 'ann'));
    (await b.request(1)).decline(conflict('d7'));
    await settle();
    const forced = idOf(b.acts.force(undo, 'ann'));
    (await b.request(2)).accept('d8');
    await b.pass(10);
    b.put(full(3));
    b.acts.observe();
    expect(b.act(forced)?.state).toBe('confirmed');
    expect(b.act(id)?.state).toBe('undone');
  });
});

describe('the book of acts', () => {
  it('is bounded, oldest first, and keeps what is not settled', async () => {
    const b = bench();
    const waiting = b.ask({ kind: 'restart-app', app: key });
    for (let n = 0; n < 620; n += 1) {
      b.put(app(`/shop/a${n}`));
      b.ask({ kind: 'restart-app', app: `main/shop/a${n}` });
    }
    for (let n = 1; n < 621; n += 1) (await b.request(n)).decline(conflict('d9'));
    await b.pass(0);
    // A bulk of the last minute is seen through, however many it was.
    expect(b.acts.all()).toHaveLength(621);
    b.nowMs += 61_000;
    b.ask(scaleTo(9));
    expect(b.acts.all()).toHaveLength(500);
    expect(b.act(waiting)).toBeDefined();
    expect(b.dropped).toHaveLength(122);
  });

  it('forgets what was settled more than an hour ago', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).decline(conflict('d9'));
    await b.pass(3_600_001);
    b.ask(scaleTo(6));
    expect(b.act(id)).toBeUndefined();
    expect(b.dropped).toEqual([id]);
  });

  it('gives up an act whose deployment never ends after an hour', async () => {
    const b = bench();
    const id = b.ask(scaleTo(5));
    (await b.request(0)).accept('d1');
    await b.pass(10);
    b.deployments.set('main/d1', deployment('d1'));
    b.put(full(5, { counts: { staged: 0, running: 3, healthy: 3, unhealthy: 0 }, deploymentIds: ['d1'] }));
    await b.pass(3_500_000);
    expect(b.act(id)?.state).toBe('sent');
    await b.pass(200_000);
    expect(b.act(id)?.state).toBe('timed-out');
  });

  it('once closed has no timers, sends nothing and hears nothing', async () => {
    const b = bench();
    b.ask(scaleTo(5));
    const request = await b.request(0);
    await b.acts.close(0);
    expect(request.signal.aborted).toBe(true);
    request.accept('d1');
    await b.pass(60_000);
    expect(b.changes).toHaveLength(1);
    expect(b.timers.size).toBe(0);
  });

  it('being closed takes nothing new, waits for answers on their way, and tells what nobody learns the end of', async () => {
    const b = bench();
    b.put(app('/b'));
    b.ask(scaleTo(4));
    b.ask(scaleTo(5));
    b.ask({ kind: 'restart-app', app: 'main/b' });
    const answered = await b.request(0);
    const closing = b.acts.close(4000);
    expect(b.acts.ask([scaleTo(6)], 'ann').results).toMatchObject([{ refusal: 'source-lost' }]);
    expect(answered.signal.aborted).toBe(false);
    answered.accept('d1');
    await b.pass(4000);
    const lost = await closing;
    expect(lost.map(({ intent }) => intent)).toEqual([scaleTo(5), { kind: 'restart-app', app: 'main/b' }]);
    expect(b.act('a1')).toMatchObject({ state: 'sent', deployment: 'd1' });
    expect(b.requests).toHaveLength(2);
    expect((await b.request(1)).signal.aborted).toBe(true);
  });

  it('being closed does not wait where nothing is on its way', async () => {
    const b = bench();
    expect(await b.acts.close(4000)).toEqual([]);
    expect(b.timers.size).toBe(0);
  });
});
