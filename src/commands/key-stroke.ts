/** What a key press means to the keymap. */
export interface Stroke {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
}

/** A binding: one key, or `g` and a key. */
export interface Binding {
  keys: string;
  run(): void;
}

const chordMs = 1200;

/** Follows strokes and runs what they are bound to; `g` waits for its second key a while. Pure but for the time it is told. */
export function createKeyReader(): (stroke: Stroke, atMs: number, bindings: readonly Binding[]) => boolean {
  let chordAtMs = Number.NEGATIVE_INFINITY;
  return (stroke, atMs, bindings) => {
    if (stroke.ctrl || stroke.meta || stroke.alt) return false;
    const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
    const isSecond = atMs - chordAtMs < chordMs;
    chordAtMs = Number.NEGATIVE_INFINITY;
    if (!isSecond && key === 'g') {
      chordAtMs = atMs;
      return true;
    }
    const wanted = isSecond ? `g ${key}` : key;
    const bound = bindings.find(({ keys }) => keys === wanted);
    bound?.run();
    return bound !== undefined;
  };
}
