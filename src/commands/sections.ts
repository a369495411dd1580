import { paths } from '../client/place.ts';
import type { Attention } from '../domain/attention.ts';

/** A section of the rail: its address, the key after `g`, and whose problems it counts. */
export interface Section {
  id: 'overview' | 'apps' | 'queues' | 'workers' | 'tasks' | 'deployments' | 'trail' | 'wall' | 'settings';
  path: string;
  key: string;
  counts: Attention['subject']['kind'] | 'all' | null;
}

/** The sections, in their order. */
export const sections: readonly Section[] = [
  { id: 'overview', path: paths.overview, key: 'o', counts: 'all' },
  { id: 'apps', path: paths.apps, key: 'a', counts: 'app' },
  { id: 'queues', path: paths.queues, key: 'q', counts: 'queue' },
  { id: 'workers', path: paths.workers, key: 'w', counts: 'worker' },
  { id: 'tasks', path: paths.tasks, key: 't', counts: null },
  { id: 'deployments', path: paths.deployments, key: 'd', counts: 'deployment' },
  { id: 'trail', path: paths.trail, key: 'l', counts: null },
  { id: 'wall', path: paths.wall, key: 'm', counts: null },
  { id: 'settings', path: paths.settings, key: 's', counts: null },
];

/** How many things need someone, per section. */
export function problemsOf(section: Section, attention: readonly Attention[]): number {
  if (section.counts === null) return 0;
  if (section.counts === 'all') return attention.length;
  return attention.filter(({ subject }) => subject.kind === section.counts).length;
}

/** Whether an address lies in a section. */
export function isWithin(section: Section, path: string): boolean {
  return section.path === '/' ? path === '/' : path === section.path || path.startsWith(`${section.path}/`);
}
