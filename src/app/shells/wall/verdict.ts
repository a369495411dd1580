import { isAsWanted } from '../../../domain/app.ts';
import type { Attention } from '../../../domain/attention.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { AppRow, SourceRow } from '../../../protocol/rows.ts';

/** The wall's one sentence and the texture of its band. */
export type Verdict =
  /** Not a word from the gateway yet. */
  | { kind: 'connecting' }
  /** The gateway itself is silent. */
  | { kind: 'gateway-lost'; sinceMs: number }
  /** The source of the apps is lost: nothing is said of them, not even as history. */
  | { kind: 'unknown'; source: SourceRow }
  | { kind: 'trouble'; count: number; one: Attention | null; wanted: number; total: number }
  | { kind: 'growing'; count: number; one: Attention | null; wanted: number; total: number }
  /** Nothing needs anyone, though some apps are on their way. */
  | { kind: 'moving'; wanted: number; total: number }
  /** There is no app to say anything of. */
  | { kind: 'empty' }
  | { kind: 'calm'; total: number };

/** What the verdict is made of. */
export interface Evidence {
  connection: { state: 'connecting' | 'live' | 'lost'; lastBeatAtMs: number | null };
  apps: readonly AppRow[];
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

/** Apps own the band before queues do; what is not known is said before anything is judged. */
export function verdictOf({ connection, apps, complete, sources, attention }: Evidence): Verdict {
  if (connection.state === 'lost') return { kind: 'gateway-lost', sinceMs: connection.lastBeatAtMs ?? 0 };
  const lost = sources.find(({ kind, state }) => kind === 'marathon' && state === 'lost');
  if (lost) return { kind: 'unknown', source: lost };
  if (!complete) return { kind: 'connecting' };
  // An app that needs someone is not as wanted, even in the second in which its next try is starting.
  const needy = new Set(attention.map(({ subject }) => subject.key));
  const wanted = apps.filter(({ key, condition }) => isAsWanted(condition) && !needy.has(key)).length;
  const total = apps.length;
  const queues = attention.filter(({ trouble }) => queueTroubles.has(trouble));
  const others = attention.length - queues.length;
  const [first] = attention;
  if (others > 0) {
    const head = attention.find(({ trouble }) => !queueTroubles.has(trouble)) ?? first ?? null;
    return { kind: 'trouble', count: attention.length, one: attention.length === 1 ? head : null, wanted, total };
  }
  if (queues.length > 0) {
    return {
      kind: 'growing',
      count: queues.length,
      one: queues.length === 1 ? (queues[0] ?? null) : null,
      wanted,
      total,
    };
  }
  if (total === 0) return { kind: 'empty' };
  return wanted === total ? { kind: 'calm', total } : { kind: 'moving', wanted, total };
}

/** The semaphore's arm: up, level, fish-tailed, or crossed out, the railway's own mark for a signal out of use. */
export type Arm = 'clear' | 'danger' | 'caution' | 'out-of-use';

/** The arm of a verdict. */
export function armOf({ kind }: Verdict): Arm {
  switch (kind) {
    case 'calm':
    case 'moving':
      return 'clear';
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
