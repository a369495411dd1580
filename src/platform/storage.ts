/** A small store of texts that outlives the page; null for what is not there or may not be read. */
export interface TextStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** The browser's own store; where it is forbidden or full, values live as long as the page. */
export function pageStore(storage: () => Storage): TextStore {
  const held = new Map<string, string>();
  return {
    get(key) {
      try {
        return storage().getItem(key) ?? held.get(key) ?? null;
      } catch {
        return held.get(key) ?? null;
      }
    },
    set(key, value) {
      held.set(key, value);
      try {
        storage().setItem(key, value);
      } catch {
        // Private windows and full disks: the choice then lasts as long as the page.
      }
    },
  };
}
