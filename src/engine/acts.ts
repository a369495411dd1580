import type { Act, ActState } from '../domain/act.ts';
import { FaultError, type Fault } from '../domain/fault.ts';
import {
  figuresOf,
  inverseOf,
  settles,
  showsVersion,
  timeoutOf,
  underWay,
  type Before,
  type Seen,
  type Settlement,
} from '../domain/intent-rules.ts';
import { targetOf, type Intent } from '../domain/intent.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { Accepted, Present } from '../domain/ports.ts';
import { refusalOf, type IntentScene } from '../domain/refusal.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { ActsAnswer } from '../protocol/messages.ts';
import type { Acts, ActsDeps } from './acts-door.ts';
import { newEntry, type Entry } from './acts-entry.ts';
import { beforeOf, seenOf } from './acts-look.ts';
import { forced, sameIntent, stateOfFault } from './acts-outcome.ts';
import { isChangedSince } from './acts-undo.ts';
import { Limit } from './limit.ts';

/** At most this many acts are kept, and none longer than `keptForMs`; those of the last minute and unsettled ones always are. */
const keptCount = 500;
const keptForMs: DurationMs = 3_600_000;
const keptAtLeastMs: DurationMs = 60_000;
/** How long a request may go unanswered. */
const answerMs: DurationMs = 30_000;
/** How long the effect of an act is waited for that nobody answered for: after that somebody else's change would be taken for it. */
const lateMs: DurationMs = 120_000;
/** Requests at once for one source, so that a bulk is no herd. */
const perSource = 4;
/** Waits between readings of the target until its effect shows; the last repeats. */
const lookAgainMs = [300, 700, 1500, 3000, 5000, 10_000, 15_000] as const;

/** Creates the acts of one engine. */
export function createActs(deps: ActsDeps): Acts {
  return new ActBook(deps);
}

class ActBook implements Acts {
  readonly #deps: ActsDeps;
  readonly #entries = new Map<string, Entry>();
  readonly #limits = new Map<string, Limit>();
  /** The last sending for each target: acts on one thing go out in the order they were asked. */
  readonly #tails = new Map<EntityKey, Promise<void>>();
  /** Requests that wait for their answer. */
  readonly #onTheirWay = new Set<Promise<unknown>>();
  #closing = false;
  #closed = false;

  constructor(deps: ActsDeps) {
    this.#deps = deps;
  }

  ask(intents: readonly Intent[], who: string): ActsAnswer {
    const bulk = intents.length > 1 ? this.#deps.newId() : null;
    const results = intents.map((intent) => this.#askOne(intent, who, bulk, null));
    this.#trim();
    return { results };
  }

  undo(id: string, who: string): ActsAnswer | null {
    const entry = this.#entries.get(id);
    if (!entry || entry.act.undo === null) return null;
    const running = this.#livingAct(entry.undoneBy);
    if (running) return { results: [running] };
    if (entry.act.state !== 'confirmed' && entry.act.state !== 'sent') return null;
    if (isChangedSince(entry, this.#entries.values(), this.#deps.look))
      return { results: [{ refusal: 'changed-since', intent: entry.act.undo }] };
    const result = this.#askOne(entry.act.undo, who, null, id);
    if ('act' in result) entry.undoneBy = result.act.id;
    return { results: [result] };
  }

  force(id: string, who: string): ActsAnswer | null {
    const entry = this.#entries.get(id);
    if (!entry || entry.act.state !== 'conflict') return null;
    const intent = forced(entry.act.intent);
    if (!intent) return null;
    const running = this.#livingAct(entry.forcedBy);
    if (running) return { results: [running] };
    const result = this.#askOne(intent, who, entry.act.bulk, entry.act.undoes);
    if ('act' in result) {
      entry.forcedBy = result.act.id;
      const undone = entry.act.undoes === null ? undefined : this.#entries.get(entry.act.undoes);
      if (undone) undone.undoneBy = result.act.id;
    }
    return { results: [result] };
  }

  observe(): void {
    for (const entry of this.#entries.values()) if (entry.open) this.#check(entry);
  }

  all(): readonly Act[] {
    return [...this.#entries.values()].map((entry) => entry.act);
  }

  async close(withinMs: DurationMs): Promise<readonly Act[]> {
    this.#closing = true;
    for (const entry of this.#entries.values()) this.#rest(entry);
    if (withinMs > 0 && this.#onTheirWay.size > 0) await this.#answered(withinMs);
    this.#closed = true;
    const lost = this.all().filter(({ state }) => state === 'asked');
    for (const entry of this.#entries.values()) entry.abort.abort();
    return lost;
  }

  async #answered(withinMs: DurationMs): Promise<void> {
    let cancel = (): void => undefined;
    const limit = new Promise<void>((resolve) => {
      cancel = this.#deps.clock.after(withinMs, resolve);
    });
    await Promise.race([Promise.allSettled(this.#onTheirWay), limit]);
    cancel();
  }

  #askOne(intent: Intent, who: string, bulk: string | null, undoes: string | null): ActsAnswer['results'][number] {
    const twin = this.#twinOf(intent, who);
    if (twin) return { act: rowOf(twin.act) };
    const { before, scene } = this.#pictureOf(intent);
    const refusal = this.#closing ? 'source-lost' : refusalOf(intent, scene);
    if (refusal !== null) return { refusal, intent };
    const nowMs = this.#deps.clock.now();
    const figures = figuresOf(intent, before, scene.app?.suspendedFrom ?? null);
    const entry = newEntry({ id: this.#deps.newId(), bulk, intent, who, askedAtMs: nowMs, undoes, ...figures }, before);
    const { act } = entry;
    this.#entries.set(act.id, entry);
    this.#deps.onChange(act);
    this.#queue(entry);
    return { act: rowOf(act) };
  }

  /** The same wish of the same person, not answered yet: a request delivered twice, or a nervous finger. */
  #twinOf(intent: Intent, who: string): Entry | undefined {
    const target = targetOf(intent);
    for (const entry of this.#entries.values()) {
      const { act } = entry;
      if (act.state !== 'asked' || act.target !== target || act.who !== who) continue;
      if (sameIntent(act.intent, intent)) return entry;
    }
    return undefined;
  }

  #livingAct(id: string | null): ActsAnswer['results'][number] | null {
    const entry = id === null ? undefined : this.#entries.get(id);
    if (!entry) return null;
    const { state } = entry.act;
    return state === 'asked' || state === 'sent' || state === 'confirmed' ? { act: rowOf(entry.act) } : null;
  }

  /** The target as it will be once the acts on their way have arrived: the store lags behind them. */
  #pictureOf(intent: Intent): { before: Before; scene: IntentScene } {
    const scene = { ...this.#deps.scene(intent) };
    const before = { ...beforeOf(intent, this.#deps.look) };
    const target = targetOf(intent);
    for (const entry of this.#entries.values()) {
      const { act } = entry;
      if (act.target !== target || act.after === null || !this.#isUnseen(entry)) continue;
      if (scene.app) {
        scene.app = { ...scene.app, wanted: act.after };
        before.wanted = act.after;
      } else if (scene.worker) {
        scene.worker = { ...scene.worker, processes: act.after };
        before.processes = act.after;
      }
    }
    return { before, scene };
  }

  /** Whether the store cannot know yet what an act did. */
  #isUnseen(entry: Entry): boolean {
    if (entry.act.state === 'asked') return true;
    if (entry.act.state !== 'sent') return false;
    const seen = this.#seen(entry);
    if ('app' in entry.act.intent) return seen.app === 'unread';
    if (typeof seen.worker !== 'object') return true;
    return seen.worker.inspectedAtMs === entry.before.inspectedAtMs && seen.worker.processes === entry.before.processes;
  }

  #queue(entry: Entry): void {
    const { target } = entry.act;
    const earlier = this.#tails.get(target) ?? Promise.resolve();
    const mine = earlier.then(() => this.#limitOf(sourceOf(target)).run(() => this.#send(entry)));
    this.#tails.set(target, mine);
    void mine.then(() => {
      if (this.#tails.get(target) === mine) this.#tails.delete(target);
    });
  }

  #limitOf(source: string): Limit {
    const known = this.#limits.get(source);
    if (known) return known;
    const made = new Limit(perSource);
    this.#limits.set(source, made);
    return made;
  }

  /** Ends when the upstream answered or the time for it is over; never throws. */
  async #send(entry: Entry): Promise<void> {
    if (this.#closing) return;
    let stopClock = (): void => undefined;
    const late = new Promise<'late'>((resolve) => {
      stopClock = this.#deps.clock.after(answerMs, () => resolve('late'));
    });
    const saw = (present: Present) => {
      entry.before = { ...entry.before, ...present };
    };
    const job = async () => this.#deps.enact(entry.act.intent, entry.abort.signal, saw);
    const answer = job().then(
      (accepted) => this.#accept(entry, accepted),
      (error: unknown) => this.#decline(entry, error),
    );
    this.#onTheirWay.add(answer);
    void answer.finally(() => this.#onTheirWay.delete(answer));
    const outcome = await Promise.race([answer, late]);
    stopClock();
    if (outcome !== 'late' || entry.act.state !== 'asked' || this.#closed) return;
    const fault: Fault = { kind: 'unreachable', why: 'timeout', text: '' };
    this.#close(entry, 'timed-out', fault);
    entry.abort.abort();
  }

  #accept(entry: Entry, accepted: Accepted): void {
    if (this.#closed || (entry.act.state !== 'asked' && entry.act.state !== 'timed-out')) return;
    const nowMs = this.#deps.clock.now();
    const { intent } = entry.act;
    entry.accepted = accepted;
    entry.sinceMs = nowMs;
    entry.aliveAtMs = nowMs;
    entry.open = true;
    this.#change(entry, {
      state: 'sent',
      sentAtMs: nowMs,
      settledAtMs: null,
      fault: null,
      deployment: accepted.deployment,
      undo: inverseOf(intent, entry.before),
    });
    this.#watch(entry);
  }

  #decline(entry: Entry, error: unknown): void {
    if (this.#closed || entry.act.state !== 'asked') return;
    if (!(error instanceof FaultError)) this.#deps.onBug?.(error, `enact ${entry.act.intent.kind}`);
    const fault: Fault =
      error instanceof FaultError
        ? error.fault
        : { kind: 'unreadable', path: '', text: 'The answer could not be understood.' };
    const again = this.#overOwnLock(entry, fault);
    if (again) {
      entry.act = { ...entry.act, intent: again };
      this.#queue(entry);
      return;
    }
    this.#close(entry, stateOfFault(fault), fault);
  }

  /** An undo that meets only the lock of what it undoes goes over it: that deployment is what the operator takes back. */
  #overOwnLock(entry: Entry, fault: Fault): Intent | null {
    const { undoes, intent } = entry.act;
    if (fault.kind !== 'conflict' || undoes === null || ('force' in intent && intent.force)) return null;
    const own = this.#entries.get(undoes)?.act.deployment ?? null;
    if (own === null || fault.deployments.length === 0 || fault.deployments.some((id) => id !== own)) return null;
    return forced(intent);
  }

  #close(entry: Entry, state: Extract<ActState, 'refused' | 'conflict' | 'timed-out'>, fault: Fault): void {
    // The effect of an act that nobody answered for may still show.
    entry.open = state === 'timed-out';
    this.#rest(entry);
    this.#change(entry, { state, fault, settledAtMs: this.#deps.clock.now(), undo: null });
    if (entry.open) this.#watch(entry);
  }

  #seen(entry: Entry): Seen {
    const { intent, deployment } = entry.act;
    const watched = { intent, sinceMs: entry.sinceMs, before: entry.before, deployment };
    return seenOf(watched, this.#deps.look, this.#deps.scene(intent));
  }

  #check(entry: Entry): void {
    const seen = this.#seen(entry);
    const settlement = settles(entry.act.intent, entry.accepted, seen);
    const nowMs = this.#deps.clock.now();
    if (entry.act.state === 'timed-out') this.#checkLate(entry, settlement, seen);
    else if (settlement === 'settled') this.#confirm(entry);
    else if (this.#isBeingUndone(entry)) entry.aliveAtMs = nowMs;
    else if (settlement === 'failed') {
      // Its deployment was stopped; or what it acted on ended by itself, or is gone.
      const stopped = typeof seen.started === 'object' ? (seen.started.reason ?? '') : null;
      const gone: Fault = { kind: 'missing', status: 0, text: '' };
      this.#close(
        entry,
        'refused',
        stopped === null ? gone : { kind: 'refused', status: 0, text: stopped, details: [] },
      );
    } else if (underWay(entry.accepted, seen) && nowMs - entry.act.askedAtMs < keptForMs) entry.aliveAtMs = nowMs;
    else if (this.#deadlineOf(entry) <= nowMs) {
      this.#close(entry, 'timed-out', { kind: 'silent', forMs: nowMs - entry.sinceMs });
    }
  }

  /** What shows after its time must be known as its own work, or come soon. */
  #checkLate(entry: Entry, settlement: Settlement, { app }: Seen): void {
    const version = entry.accepted?.version ?? null;
    const isAnothers = typeof app === 'object' && version !== null && !showsVersion(app, version);
    if (settlement === 'failed' || (version === null && this.#isLate(entry))) entry.open = false;
    else if (settlement === 'settled' && !isAnothers) this.#confirm(entry);
  }

  #isLate({ act }: Entry): boolean {
    return act.state === 'timed-out' && this.#deps.clock.now() - (act.settledAtMs ?? act.askedAtMs) > lateMs;
  }

  /** Its deployment is cancelled by the undo: that is no failure of it. */
  #isBeingUndone(entry: Entry): boolean {
    const undo = entry.undoneBy === null ? undefined : this.#entries.get(entry.undoneBy);
    return undo?.act.state === 'asked' || undo?.act.state === 'sent';
  }

  #deadlineOf(entry: Entry): EpochMs {
    return entry.aliveAtMs + (this.#deps.timeoutMs ?? timeoutOf(entry.act.intent));
  }

  #confirm(entry: Entry): void {
    entry.open = false;
    this.#rest(entry);
    const { undoes, intent } = entry.act;
    this.#change(entry, {
      state: 'confirmed',
      settledAtMs: this.#deps.clock.now(),
      fault: null,
      // Where nobody answered, what shows may be somebody else's work.
      undo: entry.accepted && inverseOf(intent, entry.before),
    });
    const undone = undoes === null ? undefined : this.#entries.get(undoes);
    if (!undone) return;
    undone.open = false;
    this.#rest(undone);
    this.#change(undone, {
      state: 'undone',
      undo: null,
      settledAtMs: undone.act.settledAtMs ?? this.#deps.clock.now(),
    });
  }

  /** Reads the target again and again, at growing intervals, until its effect shows. */
  #watch(entry: Entry): void {
    this.#rest(entry);
    if (this.#closing) return;
    this.#deps.refresh(entry.act.target);
    const step = lookAgainMs[Math.min(entry.looks, lookAgainMs.length - 1)] ?? 15_000;
    const leftMs = entry.act.state === 'sent' ? this.#deadlineOf(entry) - this.#deps.clock.now() : Infinity;
    entry.looks += 1;
    entry.stopTimer = this.#deps.clock.after(Math.max(1, Math.min(step, leftMs)), () => {
      entry.stopTimer = null;
      this.#check(entry);
      if (entry.open && !this.#isLate(entry) && entry.stopTimer === null) this.#watch(entry);
    });
  }

  #rest(entry: Entry): void {
    entry.stopTimer?.();
    entry.stopTimer = null;
  }

  #change(entry: Entry, change: Partial<Act>): void {
    entry.act = { ...entry.act, ...change };
    this.#deps.onChange(entry.act);
    this.#trim();
  }

  #trim(): void {
    const nowMs = this.#deps.clock.now();
    for (const [id, entry] of this.#entries) {
      const { state, askedAtMs, settledAtMs } = entry.act;
      if (state === 'asked' || state === 'sent') continue;
      const tooMany = this.#entries.size > keptCount && nowMs - askedAtMs > keptAtLeastMs;
      if (!tooMany && nowMs - (settledAtMs ?? askedAtMs) <= keptForMs) continue;
      this.#rest(entry);
      this.#entries.delete(id);
      this.#deps.onDrop?.(id);
    }
  }
}

function rowOf(act: Act): Act & { key: string } {
  return { ...act, key: act.id };
}
