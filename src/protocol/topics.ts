import type { EntityKey } from '../domain/keys.ts';
import { taskStates, type TaskQuery } from '../domain/task.ts';
import { docNames, tableNames, type DocName, type TableName } from './rows.ts';

/**
 * A topic is a list's name (`apps`), or a document's name and argument (`app:main/shop/worker`, `version:main/shop/worker@2026-…`,
 * `tasks:flower?state=FAILURE&limit=50`, `cluster`).
 */
export type Topic = string;

/** A topic taken apart. */
export type ParsedTopic = { kind: 'table'; name: TableName } | { kind: 'doc'; name: DocName; arg: string };

const tables: ReadonlySet<string> = new Set(tableNames);
const docs: ReadonlySet<string> = new Set(docNames);

function isTable(name: string): name is TableName {
  return tables.has(name);
}

function isDoc(name: string): name is DocName {
  return docs.has(name);
}

/** Takes a topic apart; null when it names nothing we serve. */
export function parseTopic(topic: Topic): ParsedTopic | null {
  if (isTable(topic)) return { kind: 'table', name: topic };
  const cut = topic.indexOf(':');
  const name = cut < 0 ? topic : topic.slice(0, cut);
  const arg = cut < 0 ? '' : topic.slice(cut + 1);
  // There is one cluster; all other documents are of something.
  if (!isDoc(name) || (name === 'cluster') !== (arg === '')) return null;
  return { kind: 'doc', name, arg };
}

/** Topics of documents, made in one place. */
export const topics = {
  cluster: 'cluster',
  app: (key: EntityKey): Topic => `app:${key}`,
  version: (app: EntityKey, version: string): Topic => `version:${app}@${version}`,
  queue: (key: EntityKey): Topic => `queue:${key}`,
  worker: (key: EntityKey): Topic => `worker:${key}`,
  task: (key: EntityKey): Topic => `task:${key}`,
  tasks: (source: string, query: TaskQuery): Topic => `tasks:${source}?${encodeTaskQuery(query)}`,
} as const;

/** A query as a URL's search part, in a fixed order so that equal queries are one topic. */
export function encodeTaskQuery(query: TaskQuery): string {
  const params = new URLSearchParams();
  if (query.state) params.set('state', query.state);
  if (query.name) params.set('name', query.name);
  if (query.worker) params.set('worker', query.worker);
  if (query.search) params.set('search', query.search);
  params.set('limit', String(query.limit));
  params.set('offset', String(query.offset));
  return params.toString();
}

/** Reads what {@link encodeTaskQuery} wrote; bounds the limit to 1..500; null for a state we don't know or numbers that are none. */
export function decodeTaskQuery(text: string): TaskQuery | null {
  const params = new URLSearchParams(text);
  const limit = Number(params.get('limit') ?? '100');
  const offset = Number(params.get('offset') ?? '0');
  if (!Number.isInteger(limit) || !Number.isInteger(offset) || limit < 1 || offset < 0) return null;
  const query: TaskQuery = { limit: Math.min(limit, 500), offset };
  const state = params.get('state');
  if (state) {
    const known = taskStates.find((one) => one === state);
    if (!known) return null;
    query.state = known;
  }
  const name = params.get('name');
  if (name) query.name = name;
  const worker = params.get('worker');
  if (worker) query.worker = worker;
  const search = params.get('search');
  if (search) query.search = search;
  return query;
}
