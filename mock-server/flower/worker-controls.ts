import type { CommandReply, WorkerCommand } from '../world/celery-control.ts';
import { taskTypes } from '../world/celery-task-types.ts';
import type { FlowerCall } from './context.ts';
import { message, refuse, refused } from './reply.ts';
import type { Reply } from './reply.ts';

/** Measured on Flower 2.2.0: how long it waits for a worker's answer, and for a broker that is away. */
const controlMs = 8;
const silenceMs = 1_010;
const brokerAwayMs = 610;

/** Ends the call with 503 after the time Flower needs to notice that the broker is away. */
export async function mustReachBroker({ messaging, sleep }: FlowerCall): Promise<void> {
  if (messaging.broker.state === 'running') return;
  await sleep(brokerAwayMs);
  refuse(503, 'Broker or result backend unavailable');
}

/** Only workers in the inspect cache can be steered, alive or not. */
function mustKnow({ cache }: FlowerCall, name: string): void {
  if (!cache.has(name)) refuse(404, `Unknown worker '${name}'`);
}

async function ask(call: FlowerCall, name: string, command: WorkerCommand): Promise<CommandReply> {
  await mustReachBroker(call);
  const reply = call.messaging.control(name, command);
  await call.sleep(reply.kind === 'silence' ? silenceMs : controlMs);
  return reply;
}

const reason = (reply: CommandReply): string => (reply.kind === 'error' ? reply.text : 'Unknown reason');

/** POST /api/worker/pool/{grow,shrink}/NAME?n */
export async function resizePool(call: FlowerCall, kind: 'pool-grow' | 'pool-shrink'): Promise<Reply> {
  const { subject: name, args } = call;
  mustKnow(call, name);
  const n = args.whole('n') ?? 1;
  const reply = await ask(call, name, { kind, n });
  const [doing, failing] = kind === 'pool-grow' ? ['Growing', 'grow'] : ['Shrinking', 'shrink'];
  if (reply.kind === 'ok') return message(`${doing} '${name}' worker's pool by ${n}`);
  return refused(`Failed to ${failing} '${name}' worker's pool: ${reason(reply)}`);
}

/** POST /api/worker/pool/autoscale/NAME?min&max */
export async function autoscale(call: FlowerCall): Promise<Reply> {
  const { subject: name, args } = call;
  mustKnow(call, name);
  const min = args.requiredWhole('min');
  const max = args.requiredWhole('max');
  const reply = await ask(call, name, { kind: 'autoscale', min, max });
  if (reply.kind === 'ok') return message(`Autoscaling '${name}' worker (min=${min}, max=${max})`);
  return refused(`Failed to autoscale '${name}' worker: ${reason(reply)}`);
}

/** POST /api/worker/pool/restart/NAME */
export async function restartPool(call: FlowerCall): Promise<Reply> {
  const { subject: name } = call;
  mustKnow(call, name);
  const reply = await ask(call, name, { kind: 'pool-restart' });
  if (reply.kind === 'ok') return message(`Restarting '${name}' worker's pool`);
  return refused(`Failed to restart the '${name}' pool: ${reason(reply)}`);
}

/** POST /api/worker/queue/{add,cancel}-consumer/NAME?queue */
export async function changeConsumer(call: FlowerCall, kind: 'add-consumer' | 'cancel-consumer'): Promise<Reply> {
  const { subject: name, args } = call;
  mustKnow(call, name);
  const queue = args.required('queue');
  const reply = await ask(call, name, { kind, queue });
  if (reply.kind === 'ok') return message(reply.text);
  const [verb, preposition] = kind === 'add-consumer' ? ['add', 'to'] : ['cancel', 'from'];
  return refused(`Failed to ${verb} '${queue}' consumer ${preposition} '${name}' worker: ${reason(reply)}`);
}

/** POST /api/worker/shutdown/NAME: no answer is awaited, so a dead worker "is shutting down" too. */
export async function shutdown(call: FlowerCall): Promise<Reply> {
  mustKnow(call, call.subject);
  await mustReachBroker(call);
  call.messaging.control(call.subject, { kind: 'shutdown' });
  return message('Shutting down!');
}

function mustBeOwnTask(name: string): void {
  if (!taskTypes.has(name)) refuse(404, `Unknown task '${name}'`);
}

/** POST /api/task/rate-limit/TYPE?workername&ratelimit */
export async function rateLimit(call: FlowerCall): Promise<Reply> {
  const { subject: type, args } = call;
  const name = args.required('workername');
  const rate = args.required('ratelimit');
  mustBeOwnTask(type);
  mustKnow(call, name);
  const reply = await ask(call, name, { kind: 'rate-limit', type, rate });
  if (reply.kind === 'ok') return message(reply.text);
  return refused(`Failed to set rate limit: '${reason(reply)}'`);
}

/** POST /api/task/timeout/TYPE?workername&soft&hard */
export async function timeLimit(call: FlowerCall): Promise<Reply> {
  const { subject: type, args } = call;
  const name = args.required('workername');
  const hardS = args.decimal('hard');
  const softS = args.decimal('soft');
  mustBeOwnTask(type);
  mustKnow(call, name);
  const reply = await ask(call, name, { kind: 'time-limit', type, softS, hardS });
  if (reply.kind === 'ok') return message(reply.text);
  return refused(`Failed to set timeouts: '${reason(reply)}'`);
}
