import type { Box } from './frame.ts';

/** A line from a troubled track to its card. */
export interface Leader {
  /** Box of the track. */
  from: Box;
  /** Height at which its card begins. */
  cardY: number;
}

/** A leader's way: along the gap under its row, up or down its lane, to the card. */
export interface Way {
  lane: number;
  /** As an SVG path, in units. */
  path: string;
}

const laneWidth = 1.55;
const gap = 0.75;
const cut = 1;

/** Takes the order of lanes with the fewest crossings; with three cards there are six orders to try. */
export function routeLeaders(leaders: readonly Leader[], laneX: number, panelX: number): readonly Way[] {
  const runs = runsAt(leaders);
  const orders = permutations(leaders.map((_, index) => index));
  let best = orders[0] ?? [];
  let fewest = Number.POSITIVE_INFINITY;
  for (const order of orders) {
    const crossings = crossingsOf(leaders, runs, order);
    if (crossings < fewest) {
      fewest = crossings;
      best = order;
    }
  }
  return leaders.map((leader, index) => {
    const lane = best[index] ?? index;
    return { lane, path: pathOf(leader, runs[index] ?? 0, laneX + lane * laneWidth, panelX) };
  });
}

/** Where a leader runs along its row: of several in one row, those from farther left run lower, under the boxes they pass. */
function runsAt(leaders: readonly Leader[]): readonly number[] {
  return leaders.map(({ from }, index) => {
    const passed = leaders.filter((other, place) => {
      if (Math.abs(other.from.y - from.y) >= 0.5) return false;
      // Of two that leave the same box the later runs above.
      return other.from.x > from.x || (other.from.x === from.x && place > index);
    }).length;
    return from.y + from.h + gap + passed * 0.75;
  });
}

function pathOf({ from, cardY }: Leader, y: number, x: number, panelX: number): string {
  const turn = Math.min(cut, Math.abs(cardY - y) / 2);
  const way = cardY < y ? -1 : 1;
  const right = from.x + from.w;
  return `M${n(right)} ${n(from.y + from.h)}V${n(y)}H${n(x - turn)}L${n(x)} ${n(y + way * turn)}V${n(cardY - way * turn)}L${n(x + turn)} ${n(cardY)}H${n(panelX)}`;
}

/** How often ways cross: a lane's upright crosses another's stretch along the row, or its last stretch to the card. */
function crossingsOf(leaders: readonly Leader[], runs: readonly number[], lanes: readonly number[]): number {
  let crossings = 0;
  for (const [i, a] of leaders.entries()) {
    for (const [j, b] of leaders.entries()) {
      if (i === j) continue;
      const [laneA = 0, laneB = 0] = [lanes[i], lanes[j]];
      const [runA = 0, runB = 0] = [runs[i], runs[j]];
      const top = Math.min(runA, a.cardY);
      const bottom = Math.max(runA, a.cardY);
      const within = (y: number): boolean => y > top && y < bottom;
      // b runs along its row up to its own lane, and from there along its card's height to the panel.
      if (laneA < laneB && within(runB)) crossings += 1;
      if (laneA > laneB && within(b.cardY)) crossings += 1;
    }
  }
  return crossings;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
