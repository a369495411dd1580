import { describe, expect, it } from 'vitest';
import { createKeyReader, type Stroke } from './key-stroke.ts';

const stroke = (key: string, over: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  ...over,
});

function createRig() {
  const ran: string[] = [];
  const read = createKeyReader();
  const bindings = ['r', 'g a', 'a', '+', '?'].map((keys) => ({ keys, run: () => ran.push(keys) }));
  return { ran, press: (key: string, atMs = 0, over?: Partial<Stroke>) => read(stroke(key, over), atMs, bindings) };
}

describe('the keys', () => {
  it('run what they are bound to, in either case', () => {
    const { ran, press } = createRig();
    press('r');
    press('R');
    press('+');
    press('?');
    expect(ran).toEqual(['r', 'r', '+', '?']);
  });

  it('go to a section by g and a letter, which alone does something else', () => {
    const { ran, press } = createRig();
    press('g', 0);
    press('a', 500);
    press('a', 600);
    expect(ran).toEqual(['g a', 'a']);
  });

  it('forget a g that nobody followed', () => {
    const { ran, press } = createRig();
    press('g', 0);
    press('a', 5000);
    expect(ran).toEqual(['a']);
  });

  it("leave the browser's own keys alone", () => {
    const { ran, press } = createRig();
    expect(press('r', 0, { ctrl: true })).toBe(false);
    expect(press('x')).toBe(false);
    expect(ran).toEqual([]);
  });

  it('let the nearest layer win', () => {
    const ran: string[] = [];
    const read = createKeyReader();
    read(stroke('r'), 0, [
      { keys: 'r', run: () => ran.push('row') },
      { keys: 'r', run: () => ran.push('page') },
    ]);
    expect(ran).toEqual(['row']);
  });
});
