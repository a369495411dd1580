import type { Broker } from './broker.ts';
import { findTaskType } from './celery-task-types.ts';
import type { Worker } from './celery-worker.ts';

/** A remote-control command to one worker. */
export type WorkerCommand =
  | { readonly kind: 'pool-grow' | 'pool-shrink'; readonly n: number }
  | { readonly kind: 'autoscale'; readonly min: number; readonly max: number }
  | { readonly kind: 'pool-restart' | 'shutdown' }
  | { readonly kind: 'add-consumer' | 'cancel-consumer'; readonly queue: string }
  | { readonly kind: 'rate-limit'; readonly type: string; readonly rate: string }
  | {
      readonly kind: 'time-limit';
      readonly type: string;
      readonly softS: number | null;
      readonly hardS: number | null;
    };

/** What came back: nothing at all from a frozen or dead worker, or from one whose connection is gone. */
export type CommandReply =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'silence' };

type ControlParts = { readonly broker: Broker };

const ok = (text: string): CommandReply => ({ kind: 'ok', text });
/** Python's repr of the exception, as the worker sends it. */
const failure = (text: string): CommandReply => ({ kind: 'error', text });

function shrink(worker: Worker, n: number): CommandReply {
  const idle = worker.idleProcesses();
  for (const pid of idle.slice(0, n)) worker.pool.remove(pid);
  worker.changePrefetch(-Math.min(n, idle.length));
  return idle.length < n ? failure(`ValueError("Can't shrink pool. All processes busy!")`) : ok('pool will shrink');
}

function grow(worker: Worker, n: number, { broker }: ControlParts): CommandReply {
  worker.pool.grow(n);
  worker.changePrefetch(n);
  worker.pump();
  broker.roomFreed(worker);
  return ok('pool will grow');
}

function addConsumer(worker: Worker, queue: string, { broker }: ControlParts): CommandReply {
  if (!worker.queues.has(queue)) {
    worker.queues.add(queue);
    broker.consume(worker, queue);
  }
  return ok(`add consumer ${queue}`);
}

function execute(worker: Worker, command: WorkerCommand, parts: ControlParts): CommandReply {
  const scaled = worker.pool.autoscale !== null;
  switch (command.kind) {
    case 'pool-grow':
      if (scaled) return failure('pool_grow is not supported with autoscale. Adjust autoscale range instead.');
      return grow(worker, command.n, parts);
    case 'pool-shrink':
      if (scaled) return failure('pool_shrink is not supported with autoscale. Adjust autoscale range instead.');
      return shrink(worker, command.n);
    case 'autoscale':
      if (!scaled) return failure("ValueError('Autoscale not enabled')");
      worker.pool.autoscale = { min: command.min, max: command.max };
      worker.pump();
      return ok(`autoscale now max=${command.max} min=${command.min}`);
    case 'pool-restart':
      if (!worker.identity.poolRestarts) return failure("ValueError('Pool restarts not enabled')");
      for (const pid of worker.idleProcesses()) worker.pool.replace(pid);
      return ok('reload started');
    case 'shutdown':
      worker.shutdown();
      return ok('shutdown');
    case 'add-consumer':
      return addConsumer(worker, command.queue, parts);
    case 'cancel-consumer':
      worker.queues.delete(command.queue);
      parts.broker.cancel(worker, command.queue);
      return ok(`no longer consuming from ${command.queue}`);
    case 'rate-limit':
      if (findTaskType(command.type) === null) return failure(`unknown task`);
      if (!worker.rates.set(command.type, command.rate)) {
        const text = `could not convert string to float: '${command.rate.split('/', 1)[0] ?? ''}'`;
        return failure(`Invalid rate limit string: ValueError("${text}")`);
      }
      worker.pump();
      return ok('new rate limit set successfully');
    case 'time-limit':
      worker.timeLimits.set(command.type, { softS: command.softS, hardS: command.hardS });
      return ok('time limits set successfully');
  }
}

/** Sends a command. A frozen worker does not answer but carries it out once it is continued (measured on Celery 5.7.0). */
export function command(worker: Worker | undefined, what: WorkerCommand, parts: ControlParts): CommandReply {
  if (worker === undefined || !worker.connected || parts.broker.state === 'stopped') return { kind: 'silence' };
  switch (worker.state) {
    case 'running':
    case 'stopping':
      return execute(worker, what, parts);
    case 'frozen':
      worker.mailbox.push(() => void execute(worker, what, parts));
      return { kind: 'silence' };
    case 'gone':
      return { kind: 'silence' };
  }
}
