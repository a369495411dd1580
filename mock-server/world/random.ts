/** Numbers that look random and are the same for the same seed, in streams that do not disturb each other. */
export type SimRandom = {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** So many lower-case hex digits. */
  hex(digits: number): string;
  /** An independent stream; the same name gives the same stream however much was drawn elsewhere. */
  stream(name: string): SimRandom;
};

/** FNV-1a over UTF-16 units: enough to spread names over seeds. */
function hash(text: string, seed: number): number {
  let value = (seed ^ 0x811c9dc5) >>> 0;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}

/** Mulberry32: 32 bits of state, good enough spread, and quick. */
export function createRandom(seed: number): SimRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (items) => items[int(items.length)] ?? items[0],
    hex(digits) {
      let text = '';
      while (text.length < digits) text += int(0x10000000).toString(16).padStart(7, '0');
      return text.slice(0, digits);
    },
    stream: (name) => createRandom(hash(name, seed)),
  };
}
