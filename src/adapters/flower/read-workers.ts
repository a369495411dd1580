import { FaultError } from '../../domain/fault.ts';
import { keyOf, localId, type EntityKey } from '../../domain/keys.ts';
import type { Sink } from '../../domain/ports.ts';
import type { Json } from '../../domain/version.ts';
import { unreadable } from '../../platform/answer.ts';
import type { Clock } from '../../platform/clock.ts';
import { Readability, Unread } from '../../platform/json-stream.ts';
import { readRecord, textIn, type Shape } from '../../platform/record.ts';
import type { FlowerClient } from './client.ts';
import type { FlowerMemory } from './memory.ts';
import { toWorker } from './translate.ts';
import { wireEventWorker, wireInspection, wireStatus, type WireEventWorker } from './wire.ts';

/** What the reads of one Flower need. */
export interface Reading {
  source: string;
  client: FlowerClient;
  memory: FlowerMemory;
  clock: Clock;
}

/** All workers: state from events at every run, pools and queues from Flower's cache, which changes rarely. */
export async function readWorkers(reading: Reading, sink: Sink, signal: AbortSignal): Promise<void> {
  const { source, memory, clock } = reading;
  const unread = new Unread();
  memory.events = await readEvents(reading, sink, unread, signal);
  if (memory.inspectionsDue(clock.now())) await readInspections(reading, sink, signal);
  memory.prune();
  for (const name of new Set([...memory.events.keys(), ...memory.inspections.keys()])) {
    if (unread.keys.has(keyOf(source, name))) continue;
    sink.put('worker', toWorker(source, name, memory.events.get(name), memory.inspections.get(name)));
  }
  unread.complete(sink, 'worker');
  // Last, because a worker that does not answer takes 2 s.
  const due = memory.refreshDue(clock.now());
  if (due !== null) await tryRefresh(reading, due, sink, signal);
}

/**
 * `/workers?json=1` is the page's own data: heartbeats and counters in a millisecond. Where it is closed (a page behind another
 * sign-in), the API still says who is alive.
 */
async function readEvents(
  reading: Reading,
  sink: Sink,
  unread: Unread,
  signal: AbortSignal,
): Promise<Map<string, WireEventWorker>> {
  const events = new Map<string, WireEventWorker>();
  let body: Json;
  try {
    body = await reading.client.get('/workers?json=1', 'workers', signal);
  } catch (error) {
    const closed = error instanceof FaultError && ['missing', 'failing', 'refused'].includes(error.fault.kind);
    if (!closed) throw error;
    return readStatus(reading, signal);
  }
  const rows = dataOf(body);
  if (rows === null) throw unreadable('data', 'no list of workers in the answer');
  const faults = new Readability((fault, value) => {
    sink.unreadable(fault);
    const name = textIn(value, 'hostname');
    unread.note(name === null ? null : keyOf(reading.source, name));
    const known = name === null ? undefined : reading.memory.events.get(name);
    if (known) events.set(known.hostname, known);
  });
  for (const [index, row] of rows.entries()) {
    const wire = readRecord(wireEventWorker, row, `data[${index}]`);
    if (faults.isGood(wire, () => row)) events.set(wire.hostname, wire);
  }
  faults.finish();
  return events;
}

function dataOf(body: Json): readonly unknown[] | null {
  if (typeof body !== 'object' || body === null || !('data' in body)) return null;
  return Array.isArray(body.data) ? body.data : null;
}

async function readStatus({ client }: Reading, signal: AbortSignal): Promise<Map<string, WireEventWorker>> {
  const wire = readRecord(wireStatus, await client.get('/api/workers?status=1', 'workers', signal), 'workers');
  if (wire instanceof FaultError) throw wire;
  return new Map(Object.entries(wire).map(([hostname, status]) => [hostname, { hostname, status }]));
}

async function readInspections(reading: Reading, sink: Sink, signal: AbortSignal): Promise<void> {
  const { client, memory, clock } = reading;
  const body = await client.get('/api/workers', 'workers', signal);
  const inspections = readNamed(wireInspection, body, 'workers', sink);
  // One that cannot be read now takes nothing from what its worker said before.
  for (const [name, known] of memory.inspections)
    if (!inspections.has(name) && isNamed(body, name)) inspections.set(name, known);
  memory.keepInspections(inspections, clock.now());
}

function isNamed(body: Json, name: string): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name);
}

/** The values of an object by name; one that cannot be read is told of and left out; none at all throws. */
export function readNamed<T>(
  shape: Shape<T>,
  body: Json,
  path: string,
  sink: Pick<Sink, 'unreadable'>,
): Map<string, T> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw unreadable(path, 'no object in the answer');
  const named = new Map<string, T>();
  const faults = new Readability((fault) => sink.unreadable(fault));
  for (const [name, value] of Object.entries(body)) {
    const wire = readRecord(shape, value, `${path}.${name}`);
    if (faults.isGood(wire)) named.set(name, wire);
  }
  faults.finish();
  return named;
}

/** Asks one worker itself: 30 ms when it is alive, 2 s when not, and then 200 with old data (measured on Flower 2.2.0). */
export async function refresh(
  reading: Reading,
  name: string,
  sink: Pick<Sink, 'unreadable'>,
  signal: AbortSignal,
): Promise<void> {
  const { client, memory, clock } = reading;
  memory.refreshed(name, clock.now());
  const body = await client.get(`/api/workers?refresh=1&workername=${encodeURIComponent(name)}`, 'workers', signal);
  for (const [worker, wire] of readNamed(wireInspection, body, 'workers', sink)) memory.inspections.set(worker, wire);
}

/** A worker that is not there, or a broker that is away, must not spoil the list of all the others. */
async function tryRefresh(reading: Reading, name: string, sink: Sink, signal: AbortSignal): Promise<void> {
  try {
    await inspect(reading, name, sink, signal);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
  }
}

/** An expensive look at one worker, for whoever looks at it. */
export async function inspectWorker(reading: Reading, key: EntityKey, sink: Sink, signal: AbortSignal): Promise<void> {
  await inspect(reading, localId(key), sink, signal);
}

async function inspect(reading: Reading, name: string, sink: Sink, signal: AbortSignal): Promise<void> {
  await refresh(reading, name, sink, signal);
  const { memory, source } = reading;
  const inspection = memory.inspections.get(name);
  if (inspection) sink.put('worker', toWorker(source, name, memory.events.get(name), inspection));
}
