import type { Attention } from '../../../domain/attention.ts';
import type { EpochMs } from '../../../domain/units.ts';
import { sourceOf } from '../../../domain/keys.ts';
import type { AppRow, SourceRow } from '../../../protocol/rows.ts';

/** The wall's one sentence and the texture of its band. */
export type Verdict =
  /** Not a word from the gateway yet. */
  | { kind: 'connecting' }
  /** The gateway itself is silent; `sinceMs` null where it never spoke. */
  | { kind: 'gateway-lost'; sinceMs: EpochMs | null }
  /**
   * A source of apps is lost, and nothing else needs anyone: nothing is said of its apps, not even as history. `whole`: no app at all is
   * known.
   */
  | { kind: 'unknown'; source: SourceRow; whole: boolean; tally: Tally }
  | { kind: 'trouble'; count: number; one: Attention | null; tally: Tally }
  | { kind: 'growing'; count: number; one: Attention | null; tally: Tally }
  /** Some apps are not as wanted, for a time too short to call anyone: it may pass, but it is not well. */
  | { kind: 'amiss'; tally: Tally }
  /** Nothing needs anyone, though some apps are on their way. */
  | { kind: 'moving'; tally: Tally }
  /** There is no app to say anything of. */
  | { kind: 'empty' }
  | { kind: 'calm'; total: number };

/** How the apps stand, counted. */
export interface Tally {
  wanted: number;
  /** On their way by a deployment that runs. */
  moving: number;
  /** Of sources that are lost. */
  unknown: number;
  total: number;
  /** Some source has not answered yet: there may be more apps than are counted. */
  partial: boolean;
}

/** What the verdict is made of. */
export interface Evidence {
  connection: { state: 'connecting' | 'live' | 'lost'; lastBeatAtMs: number | null };
  apps: readonly AppRow[];
  /** The first word of apps and troubles is there. */
  ready: boolean;
  /** Every source of apps has answered. */
  complete: boolean;
  sources: readonly SourceRow[];
  attention: readonly Attention[];
}

const queueTroubles: ReadonlySet<string> = new Set(['queue-fills', 'queue-undrained']);

/** A wall is sent a beat each second; this many missed in a row and what it shows may be old. */
const missedBeats = 6;

/** How the gateway is heard, judged by the wall's own beats (their seconds, gateway's clock): sooner than a desk would notice. */
export function hearing(
  connection: Evidence['connection'],
  beats: ReadonlySet<number>,
  nowMs: number,
): Evidence['connection'] {
  if (beats.size === 0) return connection;
  const last = Math.max(...beats);
  const isSilent = nowMs / 1000 - last > missedBeats;
  const state = isSilent ? 'lost' : connection.state;
  return { state, lastBeatAtMs: last * 1000 };
}

/**
 * What winds the veil back. The gateway's beats do while there are any; once their silence is said in words, the page's own clock does, or
 * the veil would cover those words and call a script stopped that runs.
 */
export function windOf({ kind }: Verdict, lastBeatAtMs: EpochMs | null, nowMs: EpochMs): EpochMs | null {
  return kind === 'gateway-lost' || kind === 'connecting' ? nowMs : lastBeatAtMs;
}

/**
 * How one app stands. Only what a deployment moves is on its way: a relaunch after a crash, or a launch that finds no room, is an app that
 * is down, however short. While a deployment runs, instances may fail their first checks, as long as others serve.
 */
function standingOf({ condition, deployments, running, unhealthy, wanted }: AppRow): 'as wanted' | 'moving' | 'off' {
  const isMoved = deployments.length > 0;
  switch (condition) {
    case 'healthy':
    case 'unchecked':
    case 'suspended':
      return 'as wanted';
    case 'deploying':
      // Health that nobody reported yet (a change of Marathon's leader) is not bad health.
      return isMoved ? 'moving' : running - unhealthy >= wanted ? 'as wanted' : 'off';
    case 'failing':
      return isMoved && running > unhealthy ? 'moving' : 'off';
    case 'delayed':
    case 'waiting':
    case 'unreachable':
      return 'off';
  }
}

function tallyOf({ apps, attention, complete }: Evidence, lost: ReadonlySet<string>): Tally {
  // An app that needs someone is not as wanted, even in the second in which its next try is starting.
  const needy = new Set(attention.map(({ subject }) => subject.key));
  const tally = { wanted: 0, moving: 0, unknown: 0, total: apps.length, partial: !complete };
  for (const app of apps) {
    const standing = lost.has(sourceOf(app.key)) ? 'unknown' : needy.has(app.key) ? 'off' : standingOf(app);
    if (standing === 'unknown') tally.unknown += 1;
    if (standing === 'as wanted') tally.wanted += 1;
    if (standing === 'moving') tally.moving += 1;
  }
  return tally;
}

/** The sources that are lost, by id: nothing is known now of what they tell of. */
export function lostIds(sources: readonly SourceRow[]): ReadonlySet<string> {
  return new Set(sources.flatMap(({ state, id }) => (state === 'lost' ? [id] : [])));
}

/**
 * Apps own the band before queues do; what is not known is said before anything is judged, source by source: one that is lost takes the
 * word from no other.
 */
export function verdictOf(evidence: Evidence): Verdict {
  const { connection, ready, complete, sources, attention } = evidence;
  if (connection.state === 'lost') return { kind: 'gateway-lost', sinceMs: connection.lastBeatAtMs };
  const lost = lostIds(sources.filter(({ kind }) => kind === 'marathon'));
  const tally = tallyOf(evidence, lost);
  const { wanted, moving, unknown, total } = tally;
  const source = sources.find(({ id }) => lost.has(id));
  if (source) {
    const isAlone = sources.every(({ kind, id }) => kind !== 'marathon' || lost.has(id));
    const whole = isAlone || (total > 0 && unknown === total);
    const others = attention.filter(({ trouble, subject }) => trouble !== 'source-lost' || !lost.has(subject.key));
    if (whole || others.length === 0) return { kind: 'unknown', source, whole, tally };
  }
  if (!ready || (!complete && attention.length === 0)) return { kind: 'connecting' };
  const queues = attention.filter(({ trouble }) => queueTroubles.has(trouble));
  const others = attention.length - queues.length;
  const [first] = attention;
  if (others > 0) {
    const head = attention.find(({ trouble }) => !queueTroubles.has(trouble)) ?? first ?? null;
    return { kind: 'trouble', count: attention.length, one: attention.length === 1 ? head : null, tally };
  }
  if (queues.length > 0) {
    return { kind: 'growing', count: queues.length, one: queues.length === 1 ? (queues[0] ?? null) : null, tally };
  }
  if (total === 0) return { kind: 'empty' };
  if (wanted + moving < total) return { kind: 'amiss', tally };
  return moving > 0 ? { kind: 'moving', tally } : { kind: 'calm', total };
}

/**
 * The semaphore's arm: up, level (on a red band once someone is needed), fish-tailed, or crossed out, the railway's own mark for a signal
 * out of use.
 */
export type Arm = 'clear' | 'level' | 'danger' | 'caution' | 'out-of-use';

/** The arm of a verdict. */
export function armOf({ kind }: Verdict): Arm {
  switch (kind) {
    case 'calm':
    case 'moving':
      return 'clear';
    case 'amiss':
      return 'level';
    case 'trouble':
      return 'danger';
    case 'growing':
      return 'caution';
    case 'empty':
    case 'connecting':
    case 'gateway-lost':
    case 'unknown':
      return 'out-of-use';
  }
}
