import type { Verdict } from './verdict.ts';

/** What the panel shows. */
export const allScenes = ['problems', 'apps', 'queues', 'workers'] as const;

/** One of the rotating scenes. */
export type Scene = (typeof allScenes)[number];

/** What `?scenes=`, `?every=`, `?group=` and `?theme=` ask for. */
export interface WallOptions {
  scenes: readonly Scene[];
  everyMs: number;
  group: string;
  theme: 'dark' | 'light';
}

/** Reads the address: what is not understood is left at its default, a wall must never stay blank over a typing error. */
export function optionsOf(search: Readonly<Partial<Record<string, string>>>): WallOptions {
  const named = (search['scenes'] ?? '')
    .split(',')
    .flatMap((name) => allScenes.find((scene) => scene === name.trim()) ?? []);
  const seconds = Number(search['every']?.trim() || '20');
  const group = `/${search['group'] ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  return {
    scenes: named.length === 0 ? ['apps', 'queues', 'workers'] : [...new Set(named)],
    everyMs: 1000 * (Number.isFinite(seconds) ? Math.min(600, Math.max(3, seconds)) : 20),
    group,
    theme: search['theme'] === 'light' ? 'light' : 'dark',
  };
}

/** What is on, since how much of its time, and whether trouble holds it. */
export interface Showing {
  scene: Scene;
  held: boolean;
  /** Until the next scene; null while held. */
  nextInMs: number | null;
  next: Scene | null;
}

/** Trouble pins its scene; the unknown pins the apps; otherwise scenes take turns by the clock, so that two walls show the same. */
export function showingOf(verdict: Verdict, options: WallOptions, nowMs: number): Showing {
  const pinned = pinOf(verdict, options.scenes);
  if (pinned !== null) return { scene: pinned, held: true, nextInMs: null, next: null };
  const turns = options.scenes.filter((scene) => scene !== 'problems');
  const scenes = turns.length === 0 ? (['apps'] as const) : turns;
  const turn = Math.floor(nowMs / options.everyMs);
  const scene = scenes[turn % scenes.length] ?? 'apps';
  if (scenes.length === 1) return { scene, held: false, nextInMs: null, next: null };
  return {
    scene,
    held: false,
    nextInMs: options.everyMs - (nowMs % options.everyMs),
    next: scenes[(turn + 1) % scenes.length] ?? null,
  };
}

/** A scene's name in the foot, and whether it is the one that is on. */
export interface Tab {
  scene: Scene;
  isOn: boolean;
}

/** The scenes' names as they stand in the foot: those that were asked for, and before them what trouble brought in. */
export function tabsOf({ scene, held }: Showing, { scenes }: WallOptions): readonly Tab[] {
  // A wall for problems alone shows the apps while there are none.
  const on = !held && !scenes.includes(scene) ? scenes[0] : scene;
  const names = on === undefined || scenes.includes(on) ? scenes : [on, ...scenes];
  return names.map((name) => ({ scene: name, isOn: name === on }));
}

function pinOf({ kind }: Verdict, scenes: readonly Scene[]): Scene | null {
  switch (kind) {
    case 'trouble':
      return 'problems';
    case 'growing':
      return scenes.includes('queues') || scenes.includes('problems') ? 'queues' : null;
    case 'amiss':
      return scenes.includes('apps') ? 'apps' : null;
    case 'unknown':
    case 'gateway-lost':
    case 'connecting':
      return 'apps';
    case 'empty':
    case 'calm':
    case 'moving':
      return null;
  }
}
