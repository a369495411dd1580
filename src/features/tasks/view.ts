import type { Task, TaskDetail, TaskQuery, TaskState } from '../../domain/task.ts';
import type { EpochMs } from '../../domain/units.ts';

/** States that can be asked for, in the order a task passes them. */
export const taskStates = [
  'PENDING',
  'RECEIVED',
  'STARTED',
  'RETRY',
  'SUCCESS',
  'FAILURE',
  'REVOKED',
] as const satisfies readonly TaskState[];

/** How a state is drawn: its mark and hue come from the same vocabulary as everything else. */
export type TaskTone = 'calm' | 'moving' | 'waiting' | 'failing' | 'stopped';

/** The tone of a state. */
export function toneOf(state: TaskState): TaskTone {
  switch (state) {
    case 'SUCCESS':
      return 'calm';
    case 'STARTED':
      return 'moving';
    case 'PENDING':
    case 'RECEIVED':
    case 'RETRY':
      return 'waiting';
    case 'FAILURE':
    case 'REJECTED':
      return 'failing';
    case 'REVOKED':
    case 'OTHER':
      return 'stopped';
  }
}

/** Whether nothing will happen to a task any more. */
export function isFinal(state: TaskState): boolean {
  return state === 'SUCCESS' || state === 'FAILURE' || state === 'REVOKED' || state === 'REJECTED';
}

/** What the form of filters holds, as typed. */
export interface TaskForm {
  state: TaskState | null;
  name: string;
  worker: string;
  search: string;
  page: number;
}

/** Tasks on a page. */
const pageSize = 100;

/** Flower answers terms of fewer characters with 400 (measured on Celery 5.7.0). */
const shortestTerm = 3;

/** The query for a form, or what is wrong with the form; nothing typed is lost either way. */
export function queryOf(
  form: TaskForm,
): { query: TaskQuery; problem: null } | { query: null; problem: 'term-too-short' } {
  const search = form.search.trim();
  if (search.split(/\s+/).some((term) => term !== '' && term.length < shortestTerm && !/^(?:OR|AND)$/i.test(term))) {
    return { query: null, problem: 'term-too-short' };
  }
  const query: TaskQuery = { limit: pageSize, offset: form.page * pageSize };
  if (form.state) query.state = form.state;
  if (form.name.trim() !== '') query.name = form.name.trim();
  if (form.worker.trim() !== '') query.worker = form.worker.trim();
  if (search !== '') query.search = search;
  return { query, problem: null };
}

/** The last part of a task's dotted name in full, the rest before it in grey. */
export function nameParts(name: string | null): { prefix: string; last: string } | null {
  if (name === null || name === '') return null;
  const cut = name.lastIndexOf('.') + 1;
  return { prefix: name.slice(0, cut), last: name.slice(cut) };
}

/** One moment in a task's life. */
export interface TaskStep {
  what: 'sent' | 'received' | 'started' | 'ended';
  atMs: EpochMs;
}

/** The moments that are known, in the order they happened. */
export function stepsOf(task: TaskDetail): readonly TaskStep[] {
  const all: { what: TaskStep['what']; atMs: EpochMs | null }[] = [
    { what: 'sent', atMs: task.sentAtMs },
    { what: 'received', atMs: task.receivedAtMs },
    { what: 'started', atMs: task.startedAtMs },
    { what: 'ended', atMs: task.endedAtMs },
  ];
  return all.flatMap(({ what, atMs }) => (atMs === null ? [] : [{ what, atMs }])).toSorted((a, b) => a.atMs - b.atMs);
}

/** Why a failed task's exception says nothing: Celery's literal for a lost process or a time limit (measured on Celery 5.7.0). */
export function causeOf(task: Pick<TaskDetail, 'exceptionText' | 'traceback'>): string | null {
  if (task.exceptionText !== null && task.exceptionText !== 'ExceptionWithTraceback()') return task.exceptionText;
  const lines = (task.traceback ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.at(-1) ?? task.exceptionText;
}

/** Whether another page may follow: there is no total, a full page, of which some may be unreadable, is the only hint. */
export function mayHaveMore({ tasks, unreadable }: { tasks: readonly Task[]; unreadable: number }): boolean {
  return tasks.length + unreadable >= pageSize;
}
