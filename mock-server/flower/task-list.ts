import type { TaskRecord } from '../world/celery-monitor.ts';
import type { Messaging } from '../world/messaging.ts';
import type { Arguments } from './arguments.ts';
import { json, refuse, Refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import { parseSearch, SearchError } from './search.ts';
import { listedTaskBody } from './task-body.ts';

type Key = (record: TaskRecord) => string | number;

const sortKeys: Readonly<Record<string, Key>> = {
  name: (record) => record.message.type,
  state: (record) => record.state,
  received: (record) => record.at.received ?? 0,
  started: (record) => record.at.started ?? 0,
};

function sorted(records: TaskRecord[], sortBy: string | null): TaskRecord[] {
  if (sortBy === null) return records.sort((a, b) => b.timestampMs - a.timestampMs);
  const descending = sortBy.startsWith('-');
  const name = sortBy.replace(/^-/, '');
  const key = sortKeys[name];
  if (key === undefined) {
    return refuse(400, `Invalid sort_by '${sortBy}', expected one of ${Object.keys(sortKeys).sort().join(', ')}`);
  }
  const sign = descending ? -1 : 1;
  return records.sort((a, b) => {
    const left = key(a);
    const right = key(b);
    return left < right ? -sign : left > right ? sign : 0;
  });
}

/** `YYYY-MM-DD HH:MM` in the server's own time, which is UTC here. */
function minute(value: string | null): number | null {
  if (value === null) return null;
  const found = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/.exec(value);
  if (found === null) return refuse(400, "Invalid received_start or received_end, expected format 'YYYY-MM-DD HH:MM'");
  const [year = 0, month = 1, day = 1, hour = 0, minutes = 0] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minutes);
}

function searchTest(text: string | null): (record: TaskRecord) => boolean {
  if (text === null) return () => true;
  try {
    return parseSearch(text);
  } catch (error) {
    if (error instanceof SearchError) throw new Refusal(json({ error: error.message }, 400));
    throw error;
  }
}

/** GET /api/tasks. Tasks never received pass both time filters (measured on Flower 2.2.0). */
export function listTasks(messaging: Messaging, args: Arguments): Reply {
  const limit = args.whole('limit');
  const offset = Math.max(0, args.whole('offset') ?? 0);
  const worker = args.optional('workername');
  const type = args.optional('taskname');
  const state = args.optional('state')?.toUpperCase() ?? null;
  const fromMs = minute(args.optional('received_start'));
  const untilMs = minute(args.optional('received_end'));
  const matches = searchTest(args.optional('search'));
  const found = [...messaging.monitor.tasks.values()].filter((record) => {
    const received = record.at.received;
    if (worker !== null && record.worker !== worker) return false;
    if (type !== null && record.message.type !== type) return false;
    if (state !== null && record.state !== state) return false;
    if (received !== null && fromMs !== null && received < fromMs) return false;
    if (received !== null && untilMs !== null && received > untilMs) return false;
    return matches(record);
  });
  const ordered = sorted(found, args.optional('sort_by'));
  const end = limit === null ? undefined : offset + Math.max(0, limit);
  return json(Object.fromEntries(ordered.slice(offset, end).map((record) => [record.id, listedTaskBody(record)])));
}
