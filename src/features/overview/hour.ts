import type { EpochMs } from '../../domain/units.ts';
import type { MomentRow } from '../../protocol/rows.ts';

/** The axis: what part of time it shows, on how many pixels. */
export interface HourFrame {
  fromMs: EpochMs;
  toMs: EpochMs;
  widthPx: number;
  /** Lanes for labels; what finds no room in them is drawn as a mark alone. */
  lanes: number;
}

/** The same thing happening to the same subject again within {@link foldMs} is one moment, told how often. */
export interface FoldedMoment {
  /** The first of them: an effect is read from where it began. */
  moment: MomentRow;
  times: number;
  lastAtMs: EpochMs;
}

const foldMs = 5 * 60_000;

/** Folds repetitions, oldest first; a crash loop must not push everything else off the axis. */
export function foldMoments(moments: readonly MomentRow[]): readonly FoldedMoment[] {
  const open = new Map<string, FoldedMoment>();
  const folded: FoldedMoment[] = [];
  for (const moment of moments.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))) {
    const key = `${moment.kind} ${moment.what} ${moment.who ?? ''} ${moment.subject.kind} ${moment.subject.key}`;
    const last = open.get(key);
    if (last && moment.atMs - last.lastAtMs <= foldMs) {
      last.times += 1;
      last.lastAtMs = moment.atMs;
      continue;
    }
    const first = { moment, times: 1, lastAtMs: moment.atMs };
    open.set(key, first);
    folded.push(first);
  }
  return folded;
}

/** A moment with its place: mark at `xPx`; the label is `labelPx` wide and begins at `labelXPx`, or there is none. */
export interface PlacedMoment {
  folded: FoldedMoment;
  xPx: number;
  lane: number;
  label: { xPx: number; widthPx: number; side: 'left' | 'right' } | null;
}

/** A tick of the axis. */
export interface HourTick {
  atMs: EpochMs;
  xPx: number;
}

const gapPx = 10;
const markPx = 14;
const leastLabelPx = 60;
const mostLabelPx = 260;

/**
 * Places moments so that no label covers another one or a mark: each takes the first lane where mark and label are free, with the
 * label to the right of its mark or, near the edge, to the left. What broke comes first, then what was changed, the newest of each:
 * those two must be readable.
 */
export function placeMoments(
  moments: readonly FoldedMoment[],
  frame: HourFrame,
  widthOf: (folded: FoldedMoment) => number,
): readonly PlacedMoment[] {
  const span = frame.toMs - frame.fromMs;
  const taken: { fromPx: number; toPx: number }[][] = Array.from({ length: frame.lanes }, () => []);
  const placed: PlacedMoment[] = [];
  const inFrame = moments.filter(({ moment }) => moment.atMs >= frame.fromMs && moment.atMs <= frame.toMs);
  for (const folded of inFrame.toSorted((a, b) => weight(a) - weight(b) || b.moment.atMs - a.moment.atMs)) {
    const xPx = span <= 0 ? 0 : ((folded.moment.atMs - frame.fromMs) / span) * (frame.widthPx - markPx);
    const wish = Math.min(mostLabelPx, Math.max(leastLabelPx, widthOf(folded)));
    placed.push(placeOne(folded, xPx, wish, taken, frame.widthPx));
  }
  return placed;
}

/** What finds a label first: breakages, then changes, then good ends. */
function weight({ moment }: FoldedMoment): number {
  if (moment.kind === 'breakage') return 0;
  return moment.kind === 'change' && moment.what !== 'deployment-ended' ? 1 : 2;
}

function placeOne(
  folded: FoldedMoment,
  xPx: number,
  wish: number,
  taken: { fromPx: number; toPx: number }[][],
  widthPx: number,
): PlacedMoment {
  for (const side of ['right', 'left'] as const) {
    const fromPx = side === 'right' ? xPx : xPx - wish - 4;
    const toPx = side === 'right' ? xPx + markPx + wish + 4 : xPx + markPx;
    if (fromPx < 0 || toPx > widthPx) continue;
    for (const [lane, spans] of taken.entries()) {
      if (spans.some((span) => fromPx < span.toPx + gapPx && toPx + gapPx > span.fromPx)) continue;
      spans.push({ fromPx, toPx });
      return {
        folded,
        xPx,
        lane,
        label: { xPx: side === 'right' ? xPx + markPx + 4 : fromPx, widthPx: wish, side },
      };
    }
  }
  return { folded, xPx, lane: taken.length, label: null };
}

/** Ticks on full multiples of a step that leaves each label at least `roomPx`. */
export function ticksOf(frame: HourFrame, roomPx: number): readonly HourTick[] {
  const span = frame.toMs - frame.fromMs;
  if (span <= 0 || frame.widthPx <= 0) return [];
  const stepsMs = [5, 10, 15, 30, 60].map((minutes) => minutes * 60_000);
  const stepMs = stepsMs.find((step) => (step / span) * frame.widthPx >= roomPx) ?? 60 * 60_000;
  const ticks: HourTick[] = [];
  for (let atMs = Math.ceil(frame.fromMs / stepMs) * stepMs; atMs <= frame.toMs; atMs += stepMs) {
    ticks.push({ atMs, xPx: ((atMs - frame.fromMs) / span) * frame.widthPx });
  }
  return ticks;
}
