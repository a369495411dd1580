import { FaultError } from '../../domain/fault.ts';
import type { Intent } from '../../domain/intent.ts';
import { localId } from '../../domain/keys.ts';
import { escapeSegment } from '../../platform/address.ts';
import { refresh, type Reading } from './read-workers.ts';

/** Carries out an act; what Flower said. */
export async function enactOn(reading: Reading, intent: Intent, signal: AbortSignal): Promise<string | null> {
  switch (intent.kind) {
    case 'grow-pool':
      return onWorker(reading, localId(intent.worker), 'pool/grow', { n: String(intent.by) }, signal);
    case 'shrink-pool':
      return onWorker(reading, localId(intent.worker), 'pool/shrink', { n: String(intent.by) }, signal);
    case 'add-consumer':
      return onWorker(reading, localId(intent.worker), 'queue/add-consumer', { queue: intent.queue }, signal);
    case 'cancel-consumer':
      return onWorker(reading, localId(intent.worker), 'queue/cancel-consumer', { queue: intent.queue }, signal);
    case 'shut-down-worker':
      return onWorker(reading, localId(intent.worker), 'shutdown', {}, signal);
    case 'revoke-task':
      return revoke(reading, localId(intent.task), intent.terminate, signal);
    case 'scale-app':
    case 'restart-app':
    case 'suspend-app':
    case 'resume-app':
    case 'roll-back-app':
    case 'reset-delay':
    case 'kill-instance':
    case 'stop-deployment':
    case 'purge-queue':
      throw new FaultError({ kind: 'refused', status: 0, text: `Flower cannot ${intent.kind}.`, details: [] });
  }
}

/**
 * A command to one worker. Flower knows only workers in its cache, which a worker that started after Flower is not in (404, measured):
 * then one refresh of that worker brings it in, and the command is tried once more.
 */
async function onWorker(
  reading: Reading,
  name: string,
  command: string,
  params: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | null> {
  const { client, memory } = reading;
  // Flower's routes were recorded with a plain @ in the name.
  const worker = escapeSegment(name).replaceAll('%40', '@');
  const query = new URLSearchParams(params).toString();
  const path = `/api/worker/${command}/${worker}${query === '' ? '' : `?${query}`}`;
  let said: string | null;
  try {
    said = await client.command(path, signal);
  } catch (error) {
    if (!(error instanceof FaultError) || error.fault.kind !== 'missing') throw error;
    await refresh(reading, name, { unreadable: () => undefined }, signal);
    said = await client.command(path, signal);
  }
  // A worker that shuts down has nothing more to say, and asking it would take 2 s.
  if (command !== 'shutdown') memory.changed(name);
  return said;
}

/** Flower verifies nothing here: an unknown id is answered 200 too (measured). */
async function revoke(
  { client }: Reading,
  id: string,
  terminate: boolean,
  signal: AbortSignal,
): Promise<string | null> {
  const path = `/api/task/revoke/${escapeSegment(id)}`;
  return client.command(terminate ? `${path}?terminate=true&signal=SIGTERM` : path, signal);
}
