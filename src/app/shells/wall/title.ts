/** A title with the name in it kept apart: a name may be cut, what is said of it may not. */
export interface Title {
  before: string;
  /** Empty where there is none. */
  name: string;
  after: string;
}

/** A stretch of one line; its place in the title is its identity. */
export interface Piece {
  at: number;
  text: string;
  isName: boolean;
}

/** A title as it is set: its size in units, and its lines. */
export interface SetTitle {
  size: number;
  lines: readonly (readonly Piece[])[];
}

/** Where a title stands, in units: the width of each line it may have, the height for all of them, and its sizes. */
export interface TitleRoom {
  lines: readonly number[];
  height: number;
  most: number;
  least: number;
}

/** Ideographs, kana, hangul and their punctuation take the room of two letters. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const wideBreadth = 1.9;
/** A letter's width on average, in parts of the size: Inter at this weight. */
const letter = 0.56;
/** A line's height, in sizes. */
export const titleLine = 1.08;
const oneLineWorth = 0.8;

const charactersOf = (text: string): string[] => text.match(/./gsu) ?? [];

/** How much room a text takes, in letters. */
export function breadthOf(text: string): number {
  let breadth = 0;
  for (const character of text) breadth += wide.test(character) ? wideBreadth : 1;
  return breadth;
}

/** A name cut in the middle to so many letters: its ends tell names apart. */
export function cutMiddle(name: string, room: number): string {
  if (breadthOf(name) <= room) return name;
  const characters = charactersOf(name);
  let head = '';
  let tail = '';
  while (characters.length > 0) {
    const isHead = breadthOf(head) <= breadthOf(tail);
    const next = isHead ? characters.shift() : characters.pop();
    if (next === undefined || breadthOf(head) + breadthOf(tail) + breadthOf(next) + 1 > room) break;
    if (isHead) head += next;
    else tail = next + tail;
  }
  return `${head}…${tail}`;
}

/** The pieces between which a line may break: a name is one, so are words, and single ideographs. */
function piecesOf({ before, name, after }: Title): Piece[] {
  const words = (text: string): string[] =>
    (text.match(/\S+\s*|\s+/g) ?? []).flatMap((word) => (wide.test(word) ? charactersOf(word) : [word]));
  const texts = [...words(before), ...(name === '' ? [] : [name]), ...words(after)];
  const nameAt = name === '' ? -1 : words(before).length;
  return texts.map((text, at) => ({ at, text, isName: at === nameAt }));
}

function roomOf(width: number, size: number): number {
  return width / (size * letter);
}

/** Fills lines one after the other; null when the pieces need more. */
function wrapped(pieces: readonly Piece[], rooms: readonly number[]): Piece[][] | null {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const piece of pieces) {
    const breadth = breadthOf(piece.text.trimEnd());
    if (used > 0 && used + breadth > (rooms[lines.length - 1] ?? 0)) {
      lines.push([]);
      used = 0;
    }
    if (used + breadth > (rooms[lines.length - 1] ?? 0)) return null;
    lines.at(-1)?.push(piece);
    used += breadthOf(piece.text);
  }
  return lines;
}

/** How many lines a text takes of that width, in units, at a size; at the most so many. */
export function linesNeeded(
  text: string,
  { width, size, most }: { width: number; size: number; most: number },
): number {
  const pieces = piecesOf({ before: text, name: '', after: '' });
  const rooms = Array.from({ length: most }, () => roomOf(width, size));
  return wrapped(pieces, rooms)?.length ?? most;
}

/** As large as it fits into so many lines; null where it does not. */
function largest(pieces: readonly Piece[], room: TitleRoom, count: number): SetTitle | null {
  const widths = room.lines.slice(0, count);
  const most = Math.min(room.most, room.height / (count * titleLine));
  for (let size = Math.floor(most * 10) / 10; size >= room.least; size = Math.round((size - 0.1) * 10) / 10) {
    const lines = wrapped(
      pieces,
      widths.map((width) => roomOf(width, size)),
    );
    if (lines) return { size, lines };
  }
  return null;
}

/** Sets a title as large as it fits; below the least size its name is cut in the middle, never what is said of it. */
export function setTitle(title: Title, room: TitleRoom): SetTitle {
  const pieces = piecesOf(title);
  const one = largest(pieces, room, 1);
  const all = largest(pieces, room, room.lines.length);
  // One line is read in one glance: more of them must be worth it.
  if (one && one.size >= (all?.size ?? 0) * oneLineWorth) return one;
  if (all) return all;
  for (let letters = Math.floor(breadthOf(title.name)); letters > 2; letters -= 1) {
    const cut = largest(piecesOf({ ...title, name: cutMiddle(title.name, letters) }), room, room.lines.length);
    if (cut) return cut;
  }
  return { size: room.least, lines: [pieces] };
}
