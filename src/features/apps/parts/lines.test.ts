import { describe, expect, it } from 'vitest';
import { appRow } from '../testing.ts';
import { Lines, type Line } from './lines.ts';

const rows = (...names: string[]) => names.map((name) => appRow(`/${name}`));
const picture = (lines: readonly Line[]) =>
  lines.map(({ slot, row, index }) => `${slot}:${row.key.slice(5)}@${index ?? '-'}`).join(' ');

describe('the lines of a list', () => {
  it('keep a row where it is when rows above it come and go', () => {
    const lines = new Lines();
    expect(picture(lines.deal(rows('a', 'b', 'c'), 0))).toBe('0:a@0 1:b@1 2:c@2');
    expect(picture(lines.deal(rows('c', 'a', 'b'), 0))).toBe('0:a@1 1:b@2 2:c@0');
  });

  it('show the row as it is now, not as it was when its line was drawn', () => {
    const lines = new Lines();
    lines.deal(rows('a'), 0);
    const [line] = lines.deal([appRow('/a', { running: 7 })], 4);
    expect(line).toMatchObject({ slot: 0, index: 4, row: { running: 7 } });
  });

  it('go over to the rows that scroll into sight', () => {
    const lines = new Lines();
    lines.deal(rows('a', 'b', 'c'), 0);
    expect(picture(lines.deal(rows('c', 'd', 'e'), 2))).toBe('0:d@3 1:e@4 2:c@2');
  });

  it('rest while a filter leaves fewer rows, and take up the same rows again', () => {
    const lines = new Lines();
    lines.deal(rows('a', 'b', 'c'), 0);
    expect(picture(lines.deal(rows('b'), 0))).toBe('0:a@- 1:b@0 2:c@-');
    expect(picture(lines.deal([], 0))).toBe('0:a@- 1:b@- 2:c@-');
    expect(picture(lines.deal(rows('a', 'b', 'c'), 0))).toBe('0:a@0 1:b@1 2:c@2');
  });

  it('are no more than were ever needed at once, each row on one of them, whatever comes', () => {
    const lines = new Lines();
    const all = rows(...Array.from({ length: 26 }, (_, at) => `r${at}`));
    for (let step = 0; step < 200; step += 1) {
      const first = (step * 7) % 19;
      const wanted = all.slice(first, first + (step % 8));
      const dealt = lines.deal(wanted, first);
      const shown = dealt.filter(({ index }) => index !== null);
      const places = new Map(shown.map(({ row, index }) => [row.key, index]));
      expect(shown).toHaveLength(wanted.length);
      for (const [at, { key }] of wanted.entries()) expect(places.get(key)).toBe(first + at);
      expect(dealt.length).toBeLessThanOrEqual(7);
    }
  });

  it('deal the same when asked twice: a drawing that is thrown away changes nothing', () => {
    const lines = new Lines();
    lines.deal(rows('a', 'b', 'c'), 0);
    const once = picture(lines.deal(rows('x', 'b'), 0));
    expect(picture(lines.deal(rows('x', 'b'), 0))).toBe(once);
  });
});
