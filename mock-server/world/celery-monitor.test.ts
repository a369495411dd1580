import { describe, expect, it } from 'vitest';
import type { TaskEvent } from './celery-events.ts';
import type { Message } from './celery-message.ts';
import { Monitor } from './celery-monitor.ts';

function message(id: string, more: Partial<Message> = {}): Message {
  return {
    id,
    type: 'shop.core.ping',
    args: [],
    kwargs: {},
    argsRepr: '()',
    kwargsRepr: '{}',
    queue: 'exp',
    exchange: '',
    routingKey: 'exp',
    priority: null,
    sentAtMs: 0,
    client: 'gen1@host-x',
    etaMs: null,
    expiresMs: null,
    retries: 0,
    rootId: id,
    parentId: null,
    weight: 1,
    poison: false,
    fails: null,
    deliveries: 0,
    ...more,
  };
}

function told(monitor: Monitor, id: string, kinds: readonly TaskEvent['kind'][]): void {
  for (const [at, kind] of kinds.entries()) {
    const base = { message: message(id), worker: kind === 'sent' ? null : 'w@h', atMs: 1_000 * (at + 1) };
    if (kind === 'succeeded') monitor.task({ ...base, kind, value: 1, runtimeS: 0.5 });
    else if (kind === 'failed') monitor.task({ ...base, kind, exception: 'E()', traceback: null });
    else if (kind === 'retried') monitor.task({ ...base, kind, exception: 'E()', traceback: '' });
    else monitor.task({ ...base, kind });
  }
}

describe('the state a listener believes in', () => {
  it.each([
    [['sent', 'received', 'started', 'succeeded'], 'SUCCESS'],
    [['sent', 'started', 'received'], 'STARTED'],
    [['succeeded', 'sent'], 'SUCCESS'],
    [['sent', 'started', 'rejected'], 'STARTED'],
    [['sent', 'started', 'sent', 'retried'], 'RETRY'],
    [['sent', 'started', 'retried', 'received'], 'RECEIVED'],
    [['started', 'failed', 'rejected'], 'FAILURE'],
    [['received', 'revoked'], 'REVOKED'],
  ] as const)(
    'after %j is %s: a weaker event adds its time, not its state',
    (kinds: readonly TaskEvent['kind'][], state) => {
      const monitor = new Monitor(10);
      told(monitor, 'a', kinds);
      const record = monitor.tasks.get('a');
      expect(record?.state).toBe(state);
      for (const kind of new Set(kinds)) expect(record?.at[kind]).toBe(1_000 * (kinds.lastIndexOf(kind) + 1));
    },
  );

  it('is forgotten first for the task nothing was heard of for longest', () => {
    const monitor = new Monitor(3);
    for (const id of ['a', 'b', 'c']) told(monitor, id, ['sent']);
    told(monitor, 'a', ['received']);
    told(monitor, 'd', ['sent']);
    expect([...monitor.tasks.keys()]).toEqual(['c', 'a', 'd']);
  });
});

describe('a worker', () => {
  it('is alive for 4 s after its last heartbeat or event, and dead at once when it says so', () => {
    const monitor = new Monitor(10);
    monitor.worker({ kind: 'online', worker: 'w@h', atMs: 1_000 });
    expect(monitor.alive('w@h', 2_000, 5_999)).toBe(true);
    expect(monitor.alive('w@h', 2_000, 6_000)).toBe(false);
    told(monitor, 'a', ['sent', 'received', 'started']);
    expect(monitor.alive('w@h', null, 6_999)).toBe(true);
    monitor.worker({ kind: 'offline', worker: 'w@h', atMs: 3_500 });
    expect(monitor.alive('w@h', 2_000, 3_600)).toBe(false);
    expect(monitor.alive('w@h', 4_000, 4_100)).toBe(true);
    expect(monitor.alive('stranger@h', 4_000, 4_100)).toBe(false);
  });
});
