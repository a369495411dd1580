import type { EntityKey } from './keys.ts';
import type { QueueSample } from './ports.ts';
import { maxCount } from './refusal.ts';
import type { DurationMs, EpochMs, PerSecond } from './units.ts';

/** Which way a queue's depth goes. */
type Trend = 'rising' | 'falling' | 'level' | 'unknown';

/** How a queue flows over the last minutes; null where it cannot be told. */
export interface Flow {
  /** Waiting and being worked on. */
  depth: number | null;
  inPerS: PerSecond | null;
  /** Leaving for good a second. */
  outPerS: PerSecond | null;
  trend: Trend;
  /** Time until it is empty at these rates; null when it never will be or nothing is known. 0 when it is empty. */
  emptyInMs: DurationMs | null;
  /** Whether arrival and service stayed alike through the window. */
  steady: boolean;
  /** Whether something always waited, so that what was served is all that its consumers can do. */
  saturated: boolean;
}

/** The one app known to drain a queue. */
export interface Owner {
  app: EntityKey;
  wanted: number;
  running: number;
  /** Last scaling, gateway clock. */
  scaledAtMs: EpochMs | null;
}

/** The scaling that would drain a queue. */
export interface Offer {
  app: EntityKey;
  to: number;
  emptyInMs: DurationMs;
}

/** Why there is no offer. */
export type NoOffer =
  | 'owner-unknown'
  | 'rates-unknown'
  | 'capacity-unknown'
  | 'rate-changed'
  | 'just-scaled'
  | 'drains-anyway'
  | 'too-many';

/** The parameters of the rules about flow; each can be read off a queue's history by eye. */
export const drainLimits = {
  /** Samples older than this say nothing about now. */
  windowMs: 180_000,
  /** A shorter history is no trend. RabbitMQ's statistics step is 5 s, so this holds at least six readings. */
  leastSpanMs: 30_000,
  leastSamples: 3,
  /** A depth that moves less than this share of itself, or this many, through the window is level. */
  levelShare: 0.05,
  levelCount: 5,
  /** Rates of the window's halves that differ by more than this share of the larger have changed. */
  changedShare: 0.35,
  /** Rates below this are noise to the test of change. */
  quietPerS: 0.5,
  /** A slope is none within so many of its standard errors: a short queue trembles. */
  doubt: 2.5,
  /** A queue that was never shorter than this kept its consumers busy; a shorter one needs no offer. */
  backlog: 100,
  /** An offer empties the queue within this time. */
  emptyWithinMs: 300_000,
  /** A queue that is empty by then anyway needs no offer. */
  soonMs: 600_000,
  /** An offer asks for at most this many times the instances there are. */
  mostTimes: 4,
} as const;

interface Point {
  atMs: EpochMs;
  depth: number;
}

/** The flow of a queue by its samples, oldest first. */
export function flowOf(samples: readonly QueueSample[], nowMs: EpochMs): Flow {
  const recent = samples.filter((one) => one.atMs > nowMs - drainLimits.windowMs && one.atMs <= nowMs);
  const points = recent.flatMap(({ atMs, depth }): Point[] => (depth === null ? [] : [{ atMs, depth }]));
  const depth = points.at(-1)?.depth ?? null;
  const slope = slopeOf(points);
  const trend = trendOf(points, slope);
  const inPerS = meanOf(recent.map((one) => one.inPerS));
  // The broker's rate out counts deliveries; what left for good is what came in less what the depth grew by.
  const outPerS =
    inPerS !== null && slope !== null ? Math.max(0, inPerS - slope.perS) : meanOf(recent.map((one) => one.outPerS));
  return {
    depth,
    inPerS,
    outPerS,
    trend,
    emptyInMs: emptyInMs(depth, trend, slope),
    steady: isSteady(recent, points),
    saturated: points.length >= drainLimits.leastSamples && points.every((one) => one.depth >= drainLimits.backlog),
  };
}

interface Slope {
  perS: PerSecond;
  /** How far the points' trembling may have bent it. */
  errorPerS: PerSecond;
}

/** Change of depth a second, as the straight line nearest to the points; null when they are too few or too close. */
function slopeOf(points: readonly Point[]): Slope | null {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < drainLimits.leastSamples) return null;
  if (last.atMs - first.atMs < drainLimits.leastSpanMs) return null;
  let meanS = 0;
  let meanDepth = 0;
  for (const { atMs, depth } of points) {
    meanS += (atMs - first.atMs) / 1000 / points.length;
    meanDepth += depth / points.length;
  }
  let along = 0;
  let spread = 0;
  let variance = 0;
  for (const { atMs, depth } of points) {
    const offS = (atMs - first.atMs) / 1000 - meanS;
    along += offS * (depth - meanDepth);
    spread += offS * offS;
    variance += (depth - meanDepth) ** 2;
  }
  if (spread === 0) return null;
  const perS = along / spread;
  const unexplained = Math.max(0, variance - perS * along);
  return { perS, errorPerS: Math.sqrt(unexplained / (points.length - 2) / spread) };
}

function trendOf(points: readonly Point[], slope: Slope | null): Trend {
  const [first] = points;
  const last = points.at(-1);
  if (slope === null || !first || !last) return 'unknown';
  if (Math.abs(slope.perS) <= slope.errorPerS * drainLimits.doubt) return 'level';
  const moved = (slope.perS * (last.atMs - first.atMs)) / 1000;
  const most = points.reduce((sofar, one) => Math.max(sofar, one.depth), 0);
  if (Math.abs(moved) < Math.max(drainLimits.levelCount, most * drainLimits.levelShare)) return 'level';
  return moved > 0 ? 'rising' : 'falling';
}

/** A level queue has no such time: what little it moves is no promise. */
function emptyInMs(depth: number | null, trend: Trend, slope: Slope | null): DurationMs | null {
  if (depth === 0) return 0;
  if (depth === null || slope === null || trend !== 'falling') return null;
  return (depth / -slope.perS) * 1000;
}

/** The mean of what is known; null when less than half is. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((one) => one !== null);
  if (known.length === 0 || known.length * 2 < values.length) return null;
  return known.reduce((sum, one) => sum + one, 0) / known.length;
}

function isSteady(samples: readonly QueueSample[], points: readonly Point[]): boolean {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return false;
  const middleMs = (first.atMs + last.atMs) / 2;
  const early = points.filter((one) => one.atMs <= middleMs);
  const late = points.filter((one) => one.atMs >= middleMs);
  const cameEarly = meanOf(samples.filter((one) => one.atMs <= middleMs).map((one) => one.inPerS));
  const cameLate = meanOf(samples.filter((one) => one.atMs >= middleMs).map((one) => one.inPerS));
  if (cameEarly === null || cameLate === null || early.length < 2 || late.length < 2) return false;
  const wentEarly = cameEarly - growthOf(early);
  const wentLate = cameLate - growthOf(late);
  return alike(cameEarly, cameLate) && alike(wentEarly, wentLate);
}

/** Change of depth a second from the first point to the last. */
function growthOf(points: readonly Point[]): PerSecond {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || last.atMs === first.atMs) return 0;
  return ((last.depth - first.depth) / (last.atMs - first.atMs)) * 1000;
}

function alike(a: PerSecond, b: PerSecond): boolean {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return larger <= drainLimits.quietPerS || Math.abs(a - b) <= larger * drainLimits.changedShare;
}

/** The instances that would empty a queue within `drainLimits.emptyWithinMs` or, capped, a little later; or why none can be named. */
export function offerOf(flow: Flow, owner: Owner | null, nowMs: EpochMs): Offer | NoOffer {
  if (!owner) return 'owner-unknown';
  const { depth, inPerS, outPerS } = flow;
  if (depth === null || inPerS === null || outPerS === null || flow.trend === 'unknown') return 'rates-unknown';
  if (depth < drainLimits.backlog) return 'drains-anyway';
  if (flow.emptyInMs !== null && flow.emptyInMs <= drainLimits.soonMs) return 'drains-anyway';
  if (owner.scaledAtMs !== null && nowMs - owner.scaledAtMs < drainLimits.windowMs) return 'just-scaled';
  if (owner.running !== owner.wanted) return 'just-scaled';
  // Idle consumers serve what comes, not what they could.
  if (!flow.saturated || owner.running === 0 || outPerS <= 0) return 'capacity-unknown';
  if (!flow.steady) return 'rate-changed';
  const eachPerS = outPerS / owner.running;
  const needed = Math.ceil((inPerS + (depth * 1000) / drainLimits.emptyWithinMs) / eachPerS);
  const to = Math.min(Math.max(needed, owner.wanted + 1), owner.wanted * drainLimits.mostTimes, maxCount);
  const sparePerS = to * eachPerS - inPerS;
  const withinMs = (depth / sparePerS) * 1000;
  // Capped, it may not outrun what arrives, or take so long that the rates will have changed.
  if (sparePerS <= 0 || withinMs > drainLimits.emptyWithinMs * drainLimits.mostTimes) return 'too-many';
  return { app: owner.app, to, emptyInMs: withinMs };
}
