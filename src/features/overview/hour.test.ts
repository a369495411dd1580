import { describe, expect, it } from 'vitest';
import type { MomentRow } from '../../protocol/rows.ts';
import { foldMoments, placeMoments, ticksOf, type HourFrame } from './hour.ts';

const minuteMs = 60_000;
const endMs = Date.UTC(2026, 10, 21, 14, 11, 20);
const frame: HourFrame = { fromMs: endMs - 60 * minuteMs, toMs: endMs, widthPx: 1000, lanes: 4 };

function moment(id: string, minutesAgo: number, app = `/app/${id}`, what = 'scale-app'): MomentRow {
  return {
    key: id,
    id,
    atMs: endMs - minutesAgo * minuteMs,
    kind: 'change',
    what,
    subject: { kind: 'app', key: `main${app}`, name: app },
    who: null,
  };
}

function place(moments: readonly MomentRow[], at: HourFrame = frame) {
  return placeMoments(foldMoments(moments), at, () => 140);
}

describe('the last hour', () => {
  it('puts cause left of effect', () => {
    const [later, earlier] = place([moment('a', 50), moment('b', 10)]);
    expect(earlier?.folded.moment.id).toBe('a');
    expect(earlier?.xPx).toBeLessThan(later?.xPx ?? 0);
  });

  it('never lets a label cover another label or a mark', () => {
    const many = Array.from({ length: 40 }, (_, i) => moment(`m${i}`, (i * 7) % 59));
    const placed = place(many);
    const boxes = placed.flatMap((p) =>
      p.label
        ? [{ lane: p.lane, from: Math.min(p.xPx, p.label.xPx), to: Math.max(p.xPx + 14, p.label.xPx + 140) }]
        : [],
    );
    expect(boxes.length).toBeGreaterThan(8);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        if (a.lane === b.lane) expect(a.to <= b.from || b.to <= a.from).toBe(true);
      }
    }
  });

  it('draws what finds no room as a mark under the lanes and loses none', () => {
    const many = Array.from({ length: 60 }, (_, i) => moment(`m${i}`, 3));
    const placed = place(many);
    expect(placed).toHaveLength(60);
    const bare = placed.filter((p) => p.label === null);
    expect(bare.length).toBeGreaterThan(50);
    expect(bare.every((p) => p.lane === 4)).toBe(true);
  });

  it('labels what broke before what was changed, and both before good ends', () => {
    const ends = Array.from({ length: 9 }, (_, i) => moment(`e${i}`, 1, `/e/${i}`, 'deployment-ended'));
    const broke: MomentRow = { ...moment('broke', 2), kind: 'breakage', what: 'failing' };
    const placed = place([...ends, broke, moment('scaled', 3)]);
    expect(
      placed
        .filter((p) => p.label !== null)
        .map((p) => p.folded.moment.id)
        .slice(0, 2),
    ).toEqual(['broke', 'scaled']);
  });

  it('turns a label to the left of its mark at the right edge, inside the frame', () => {
    const [now] = place([moment('now', 0)]);
    expect(now?.label?.side).toBe('left');
    expect((now?.label?.xPx ?? 0) + 140).toBeLessThanOrEqual(1000);
  });

  it('tells a crash loop once, with how often and when last', () => {
    const folded = foldMoments([5, 4, 3, 2].map((ago) => moment(`c${ago}`, ago, '/shop/api', 'delayed')));
    expect(folded).toHaveLength(1);
    expect(folded[0]).toMatchObject({ times: 4, lastAtMs: endMs - 2 * minuteMs, moment: { id: 'c5' } });
  });

  it('keeps repetitions apart when half an hour lies between them', () => {
    expect(foldMoments([moment('a', 40, '/shop/api'), moment('b', 5, '/shop/api')])).toHaveLength(2);
  });

  it('leaves out what lies before the frame', () => {
    expect(place([moment('old', 75)])).toHaveLength(0);
  });

  it('has ticks on full ten minutes when they fit and on quarters of an hour on a phone', () => {
    expect(ticksOf(frame, 90).map((tick) => new Date(tick.atMs).getUTCMinutes())).toEqual([20, 30, 40, 50, 0, 10]);
    expect(ticksOf({ ...frame, widthPx: 390 }, 90)).toHaveLength(4);
  });
});
