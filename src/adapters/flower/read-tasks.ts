import { FaultError, type Fault } from '../../domain/fault.ts';
import { localId, type EntityKey } from '../../domain/keys.ts';
import type { Task, TaskDetail, TaskQuery } from '../../domain/task.ts';
import { escapeSegment } from '../../platform/address.ts';
import { readRecord } from '../../platform/record.ts';
import type { FlowerClient } from './client.ts';
import { readNamed } from './read-workers.ts';
import { toTask, toTaskDetail, withResult } from './translate.ts';
import { wireResult, wireTask } from './wire.ts';

/** A task is about a kilobyte; a list without a limit could be 95 MB (measured). */
const mostTasks = 1000;

/** A page of tasks, filtered by Flower, in Flower's order: what changed last comes first. */
export async function readTasks(
  client: FlowerClient,
  source: string,
  query: TaskQuery,
  signal: AbortSignal,
): Promise<{ tasks: readonly Task[]; faults: readonly Fault[] }> {
  const body = await client.get(`/api/tasks?${paramsOf(query)}`, 'tasks', signal);
  const faults: Fault[] = [];
  const tasks: Task[] = [];
  const named = readNamed(wireTask, body, 'tasks', { unreadable: (fault) => faults.push(fault) });
  for (const wire of named.values()) tasks.push(toTask(source, wire));
  return { tasks, faults };
}

function paramsOf({ state, name, worker, search, limit, offset }: TaskQuery): string {
  const params = new URLSearchParams({
    limit: String(Math.min(mostTasks, Math.max(1, Math.trunc(limit)))),
    offset: String(Math.max(0, Math.trunc(offset))),
  });
  if (state !== undefined) params.set('state', state);
  if (name !== undefined && name !== '') params.set('taskname', name);
  if (worker !== undefined && worker !== '') params.set('workername', worker);
  if (search !== undefined && search !== '') params.set('search', search);
  return params.toString();
}

/** One task in full. */
export async function readTask(
  client: FlowerClient,
  source: string,
  key: EntityKey,
  signal: AbortSignal,
): Promise<TaskDetail> {
  const id = escapeSegment(localId(key));
  const wire = readRecord(wireTask, await client.get(`/api/task/info/${id}`, 'task', signal), 'task');
  if (wire instanceof FaultError) throw wire;
  const task = toTaskDetail(source, wire);
  const cut = task.resultText === null || task.resultText.endsWith('...');
  return task.state === 'SUCCESS' && cut ? addResult(client, task, id, signal) : task;
}

/** The result backend may know the result in full; it may also be away (500 with no body, measured), which takes nothing from the task. */
async function addResult(client: FlowerClient, task: TaskDetail, id: string, signal: AbortSignal): Promise<TaskDetail> {
  try {
    const wire = readRecord(wireResult, await client.get(`/api/task/result/${id}`, 'result', signal), 'result');
    return wire instanceof FaultError ? task : withResult(task, wire.state, wire.result);
  } catch (error) {
    if (error instanceof FaultError) return task;
    throw error;
  }
}
