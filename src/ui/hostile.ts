/** Characters that change what stands around them, or cannot be seen: controls, direction marks, zero-width ones, line separators. */
// oxlint-disable-next-line no-control-regex -- they are what is being made visible
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The picture of an unseen character: ␀ for NUL, ‹U+202E› for a direction mark. */
function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** Someone else's words on one line: every unseen character shows, and no more than `most` characters are drawn. */
export function oneLine(text: string, most = 300): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(unseen, pictureOf);
}

/** Someone else's words on several lines: line ends and tabs stay, every other unseen character shows. */
export function manyLines(text: string, most = 20_000): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut
    .replaceAll('\r\n', '\n')
    .replace(unseen, (found) => (found === '\n' || found === '\t' ? found : pictureOf(found)));
}

/** Someone else's words for a hole in a sentence of ours: isolated, so that their direction cannot turn the sentence round. */
export function isolated(text: string, most = 120): string {
  return `\u2068${oneLine(text, most)}\u2069`;
}

/** Printable ASCII cannot turn a sentence of ours round: both languages run from left to right. */
const plain = /^[ -~]*$/;

/** A name in a sentence that is read and copied: isolated where something in it could turn the sentence round, as it is where not. */
export function inSentence(text: string, most = 120): string {
  return plain.test(text) ? oneLine(text, most) : isolated(text, most);
}

/** Pictures as {@link oneLine} draws them. */
const pictures = /[\u2400-\u2421]|‹U\+[0-9A-F]{4}›/g;

function seenOf(text: string): string {
  return text.replace(unseen, '').replace(pictures, '').normalize('NFC').trim();
}

/**
 * Whether someone typed a name that was to be typed: what cannot be seen need not be typed, and its picture may be. A name of which
 * nothing can be seen is typed, or copied, as it is drawn.
 */
export function isTyped(typed: string, name: string): boolean {
  const seen = seenOf(name);
  return seen === '' ? typed.trim() === oneLine(name, name.length) : seenOf(typed) === seen;
}
