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

function tell(): void {
  for (const listener of listeners) listener();
}

let isFollowing = false;
/** To listen to its store costs a browser some milliseconds the first time, and nobody chooses in another tab while this one starts. */
const followAfterMs = 1000;

/** Hears what is chosen in other tabs, and learns what was chosen there meanwhile. */
function follow(): void {
  addEventListener('storage', (event) => {
    if (event.key !== null && !event.key.startsWith(prefix)) return;
    current = read();
    tell();
  });
  current = read();
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isFollowing) setTimeout(follow, followAfterMs);
  isFollowing = true;
  return () => {
    listeners.delete(listener);
  };
}

/** Chooses; other tabs follow. */
function prefer<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...preferences(), [name]: value };
  store.set(prefix + name, value);
  tell();
}

/** One preference and how to change it. */
export function usePreference<K extends keyof Preferences>(
  name: K,
): readonly [Preferences[K], (value: Preferences[K]) => void] {
  const value = useSyncExternalStore(subscribe, () => preferences()[name]);
  return [value, (next) => prefer(name, next)];
}

/** Pixels of a row at each density. */
export const rowHeights: Readonly<Record<Preferences['density'], number>> = { compact: 28, regular: 32, relaxed: 40 };
