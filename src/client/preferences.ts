import { useSyncExternalStore } from 'react';
import { pageStore } from '../platform/storage.ts';

/** What a reader chose for this browser. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  language: 'system' | 'en' | 'zh-CN';
  density: 'compact' | 'regular' | 'relaxed';
}

const store = pageStore(() => localStorage);
const prefix = 'signalbox.';

const readers: { readonly [K in keyof Preferences]: (text: string | null) => Preferences[K] } = {
  theme: (text) => (text === 'light' || text === 'dark' ? text : 'system'),
  language: (text) => (text === 'en' || text === 'zh-CN' ? text : 'system'),
  density: (text) => (text === 'compact' || text === 'relaxed' ? text : 'regular'),
};

function read(): Preferences {
  return {
    theme: readers.theme(store.get(`${prefix}theme`)),
    language: readers.language(store.get(`${prefix}language`)),
    density: readers.density(store.get(`${prefix}density`)),
  };
}

let current: Preferences | null = null;
const listeners = new Set<() => void>();

/** What is chosen now. */
export function preferences(): Preferences {
  current ??= read();
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const onStorage = (event: StorageEvent) => {
    if (event.key !== null && !event.key.startsWith(prefix)) return;
    current = read();
    listener();
  };
  addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', onStorage);
  };
}

/** Chooses; other tabs follow. */
function prefer<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...preferences(), [name]: value };
  store.set(prefix + name, value);
  for (const listener of listeners) listener();
}

/** One preference and how to change it. */
export function usePreference<K extends keyof Preferences>(
  name: K,
): readonly [Preferences[K], (value: Preferences[K]) => void] {
  const all = useSyncExternalStore(subscribe, preferences);
  return [all[name], (value) => prefer(name, value)];
}

/** Pixels of a row at each density. */
export const rowHeights: Readonly<Record<Preferences['density'], number>> = { compact: 28, regular: 32, relaxed: 40 };
