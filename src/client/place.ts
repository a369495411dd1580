import { useMemo } from 'react';
import type { EntityKey } from '../domain/keys.ts';
import { browserAddress, move, useAddress } from './location.tsx';

/** The search part of an address: every filter, choice and dialog, as text. What a page does not know, it does not read. */
export type Search = Readonly<Partial<Record<string, string>>>;

function segments(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}

/** Addresses, made in one place. */
export const paths = {
  overview: '/',
  apps: '/apps',
  app: (key: EntityKey) => `/apps/${segments(key)}`,
  deployments: '/deployments',
  queues: '/queues',
  queue: (key: EntityKey) => `/queues/${segments(key)}`,
  workers: '/workers',
  worker: (key: EntityKey) => `/workers/${segments(key)}`,
  tasks: '/tasks',
  task: (key: EntityKey) => `/tasks/${segments(key)}`,
  trail: '/trail',
  settings: '/settings',
  wall: '/wall',
} as const;

/** The address of a thing's own page. */
export function pathOfSubject(subject: {
  kind: 'app' | 'queue' | 'worker' | 'deployment' | 'source';
  key: string;
}): string {
  switch (subject.kind) {
    case 'app':
      return paths.app(subject.key);
    case 'queue':
      return paths.queue(subject.key);
    case 'worker':
      return paths.worker(subject.key);
    case 'deployment':
      return `${paths.deployments}?at=${encodeURIComponent(subject.key)}`;
    case 'source':
      return `${paths.settings}?at=${encodeURIComponent(subject.key)}`;
  }
}

/** Reads a search part; of a name given twice the last counts. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes a search part, without what is empty. */
export function writeSearch(search: Search): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined && value !== '') params.set(name, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where the reader is, and how to move. */
export interface Place {
  path: string;
  /** What follows the section (`main/shop/worker` in `/apps/main/shop/worker`); null in the section itself. */
  arg: string | null;
  search: Search;
  /** Changes the search part, keeping the rest; undefined takes a name out. Choices replace, dialogs and pages push. */
  set(change: Readonly<Record<string, string | undefined>>, how?: 'replace' | 'push'): void;
  /** Goes to an address of ours. */
  go(href: string, how?: 'replace' | 'push'): void;
}

/** Where the reader is, and how to move. */
export function usePlace(): Place {
  const { path, search } = useAddress();
  // The same object for the same address: what is made of it need not be made anew with every row that changes.
  const parsed = useMemo(() => parseSearch(search), [search]);
  const [, , ...rest] = path.split('/');
  return {
    path,
    arg: rest.length > 0 && rest[0] !== '' ? rest.map(decode).join('/') : null,
    search: parsed,
    // The browser's own address, not the drawn one: of two changes in one moment the second must not undo the first.
    set: (change, how = 'replace') => {
      const now = browserAddress();
      move(now.path + writeSearch({ ...parseSearch(now.search), ...change }), how);
    },
    go: move,
  };
}
