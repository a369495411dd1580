/** How well a name answers what was typed, lower is better; null when it does not. Words may come in any order. */
function matchRank(name: string, words: readonly string[]): number | null {
  const lower = name.toLowerCase();
  const last = lower.slice(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('@')) + 1);
  let rank = 0;
  for (const word of words) {
    if (!lower.includes(word)) return null;
    rank += last.startsWith(word) ? 0 : last.includes(word) ? 1 : 2;
  }
  return rank * 1000 + lower.length;
}

/** The best few of many, without sorting all of them. */
export function bestOf<T>(
  items: Iterable<T>,
  nameOf: (item: T) => string,
  words: readonly string[],
  most: number,
): readonly T[] {
  const best: { item: T; rank: number }[] = [];
  for (const item of items) {
    const rank = matchRank(nameOf(item), words);
    const worst = best.at(-1);
    if (rank === null || (best.length >= most && worst !== undefined && rank >= worst.rank)) continue;
    const place = best.findIndex((other) => other.rank > rank);
    best.splice(place < 0 ? best.length : place, 0, { item, rank });
    if (best.length > most) best.pop();
  }
  return best.map(({ item }) => item);
}

/** What was typed, in words. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
