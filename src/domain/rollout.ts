import type { DurationMs, Ratio } from './units.ts';

/** What a change starts from. */
export interface RolloutInput {
  /** Instances wanted after the change. */
  wanted: number;
  /** Instances there are now. */
  alive: number;
  /** Those of them that Marathon considers healthy: all of them where nothing checks. */
  serving: number;
  minimumHealthCapacity: Ratio;
  maximumOverCapacity: Ratio;
  /** Whether it has persistent volumes: then it never exceeds its ceiling. */
  resident: boolean;
}

/** What a change will do to an app's instances, in the order of events. */
export interface Rollout {
  kind: 'replace' | 'scale' | 'nothing';
  /** Instances that must keep serving. */
  floor: number;
  /** Instances there may be at once. */
  ceiling: number;
  /** Whether the ceiling was raised by one so that anything can move at all. */
  raised: boolean;
  /** Stopped and started before anything else happens. */
  stopsAtOnce: number;
  startsAtOnce: number;
  /** Stopped and started in all. */
  stops: number;
  starts: number;
  /** The fewest that serve, and the most that there are, at any moment (if new instances come up). */
  least: number;
  most: number;
  /** Nothing can begin: neither may one stop nor is there room for one more. */
  stuck: boolean;
}

/** How a change of configuration or a restart replaces instances (Marathon 1.11, source of its restart action; 40 runs on 1.11.26). */
export function replacementOf(input: RolloutInput): Rollout {
  const { wanted, alive } = input;
  if (wanted === 0 || alive === 0) return scalingOf(alive, input.serving, wanted);
  const serving = Math.min(input.serving, alive);
  const floor = Math.ceil(wanted * input.minimumHealthCapacity);
  // In floating point, as Marathon does: 100 with 0.15 over capacity makes 114.
  const allowed = Math.floor(wanted * (1 + input.maximumOverCapacity));
  const tight = floor === allowed && allowed <= serving;
  const raised = tight && !input.resident;
  const ceiling = raised ? allowed + 1 : allowed;
  const spare = tight && input.resident ? serving - floor + 1 : Math.max(0, serving - floor);
  const stopsAtOnce = Math.min(alive, alive > wanted ? Math.max(alive - wanted, spare) : spare);
  const startsAtOnce = Math.max(0, Math.min(wanted, ceiling - alive));
  // The unhealthy ones go first.
  const lost = Math.max(0, stopsAtOnce - (alive - serving));
  return {
    kind: 'replace',
    floor,
    ceiling,
    raised,
    stopsAtOnce,
    startsAtOnce,
    stops: alive,
    starts: wanted,
    least: Math.min(wanted, serving - lost),
    most: Math.max(alive, Math.min(ceiling, alive + wanted)),
    stuck: stopsAtOnce === 0 && startsAtOnce === 0,
  };
}

/** How a change of the count alone goes: what is too much stops, and only then what lacks starts. */
export function scalingOf(alive: number, serving: number, wanted: number): Rollout {
  const stops = Math.max(0, alive - wanted);
  const starts = Math.max(0, wanted - alive);
  return {
    kind: stops + starts === 0 ? 'nothing' : 'scale',
    floor: Math.min(serving, wanted),
    ceiling: Math.max(alive, wanted),
    raised: false,
    stopsAtOnce: stops,
    startsAtOnce: starts,
    stops,
    starts,
    // Health does not choose whom a scaling stops: at worst it is those that serve.
    least: Math.max(0, Math.min(serving, alive) - stops),
    most: Math.max(alive, wanted),
    stuck: false,
  };
}

/** How long each part of a replacement takes. */
export interface RolloutPace {
  /** From the wish to launch until it shows as starting. */
  placeMs: DurationMs;
  startMs: DurationMs;
  stopMs: DurationMs;
}

/** One moment of a replacement. */
export interface RolloutFrame {
  atMs: DurationMs;
  /** Old instances that are there, those being stopped included. */
  old: number;
  starting: number;
  /** New ones that serve. */
  fresh: number;
}

interface Event {
  atMs: DurationMs;
  kind: 'placed' | 'ready' | 'stopped';
}

/** A replacement played through, moment by moment, as long as it moves; the last frame is its end or where it is stuck. */
export function playReplacement(input: RolloutInput, pace: RolloutPace): RolloutFrame[] {
  const plan = replacementOf(input);
  if (plan.kind !== 'replace') return [];
  const frames: RolloutFrame[] = [];
  const events: Event[] = [];
  let old = input.alive;
  let doomed = 0;
  let launched = 0;
  let starting = 0;
  let fresh = 0;
  const stop = (count: number, nowMs: DurationMs) => {
    const stopping = Math.min(count, old - doomed);
    doomed += stopping;
    for (let n = 0; n < stopping; n += 1) events.push({ atMs: nowMs + pace.stopMs, kind: 'stopped' });
  };
  const launch = (nowMs: DurationMs) => {
    const count = Math.max(0, Math.min(input.wanted - launched, plan.ceiling - old - launched));
    launched += count;
    for (let n = 0; n < count; n += 1) events.push({ atMs: nowMs + pace.placeMs, kind: 'placed' });
  };
  stop(plan.stopsAtOnce, 0);
  launch(0);
  frames.push({ atMs: 0, old, starting, fresh });
  for (;;) {
    events.sort((a, b) => a.atMs - b.atMs);
    const event = events.shift();
    if (!event) return frames;
    if (event.kind === 'placed') {
      starting += 1;
      events.push({ atMs: event.atMs + pace.startMs, kind: 'ready' });
    } else if (event.kind === 'ready') {
      starting -= 1;
      fresh += 1;
      stop(1, event.atMs);
    } else {
      old -= 1;
      doomed -= 1;
      launch(event.atMs);
    }
    frames.push({ atMs: event.atMs, old, starting, fresh });
  }
}
