import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRig } from '../testing/messaging-rig.ts';
import type { MessagingRig } from '../testing/messaging-rig.ts';

let rig: MessagingRig;

type Task = { uuid: string; name: string; state: string; [field: string]: unknown };

function isTask(value: unknown): value is Task {
  return typeof value === 'object' && value !== null && 'uuid' in value && 'name' in value && 'state' in value;
}

async function tasks(query: string): Promise<Task[]> {
  const { status, body } = await rig.flower(`/api/tasks?${query}`);
  expect(status).toBe(200);
  return Object.values(body ?? {}).filter(isTask);
}

const names = async (query: string): Promise<string[]> => (await tasks(query)).map(({ name }) => name);

beforeAll(async () => {
  rig = await createRig();
  rig.hire('one@host-a', { queues: ['exp'] });
  rig.hire('two@host-b', { queues: ['other'] });
  const { messaging, clock } = rig.world;
  for (const queue of messaging.broker.queues.keys()) messaging.load.setFactor(queue, 0);
  messaging.load.setFactor('exp', 0);
  messaging.load.setFactor('other', 0);
  clock.advance(1_000);
  const send = (type: string, queue: string, args: (string | number)[], kwargs: Record<string, string> = {}): void => {
    messaging.send({ type, queue, args, kwargs });
    clock.advance(2_000);
  };
  send('shop.core.sleep', 'exp', [1], { lang: 'hu' });
  send('shop.core.ping', 'other', ['hello world']);
  clock.advance(60_000);
  send('shop.core.sleep_late', 'exp', [1], { lang: 'hungarian' });
  send('elsewhere.unknown', 'other', [1]);
  send('shop.core.sleep', 'nobody', [1]);
});

afterAll(() => rig.close());

describe('GET /api/tasks', () => {
  it('is newest first by the time of the last event', async () => {
    expect(await names('')).toEqual([
      'shop.core.sleep',
      'elsewhere.unknown',
      'shop.core.sleep_late',
      'shop.core.ping',
      'shop.core.sleep',
    ]);
  });

  it('pages, and has nothing beyond the end', async () => {
    expect(await names('limit=2&offset=1')).toEqual(['elsewhere.unknown', 'shop.core.sleep_late']);
    expect(await names('limit=2&offset=-7')).toEqual(await names('limit=2'));
    expect(await names('limit=2&offset=99')).toEqual([]);
    expect(await names('limit=0')).toEqual([]);
  });

  it('sorts by name, state, received or started, either way', async () => {
    const byName = await names('sort_by=name');
    expect(byName).toEqual([...byName].sort());
    expect(await names('sort_by=-name')).toEqual([...byName].sort().reverse());
    expect((await tasks('sort_by=state')).map(({ state }) => state)).toEqual([
      'FAILURE',
      'PENDING',
      'SUCCESS',
      'SUCCESS',
      'SUCCESS',
    ]);
    expect((await names('sort_by=-started'))[0]).toBe('shop.core.sleep_late');
    // Never received sorts first, like 0.
    expect((await tasks('sort_by=received&limit=2')).map(({ received }) => received)).toEqual([null, null]);
  });

  it('filters by worker, type and state, the state in any case', async () => {
    expect(await names('workername=one@host-a')).toEqual(['shop.core.sleep_late', 'shop.core.sleep']);
    expect(await names('taskname=shop.core.ping')).toEqual(['shop.core.ping']);
    expect(await names('state=failure')).toEqual(['elsewhere.unknown']);
  });

  it('filters by minute of reception, which those never received pass', async () => {
    expect(await names('received_start=2026-11-21%2012:01')).toEqual([
      'shop.core.sleep',
      'elsewhere.unknown',
      'shop.core.sleep_late',
    ]);
    expect(await names('received_end=2026-11-21%2012:01')).toEqual([
      'shop.core.sleep',
      'elsewhere.unknown',
      'shop.core.ping',
      'shop.core.sleep',
    ]);
  });

  it.each([
    ['name:sleep', ['shop.core.sleep', 'shop.core.sleep_late', 'shop.core.sleep']],
    ['SLEEP_LATE', ['shop.core.sleep_late']],
    ['kwargs:lang=hu', ['shop.core.sleep']],
    ['kwargs:hungarian', ['shop.core.sleep_late']],
    ['"hello world"', ['shop.core.ping']],
    ['args:"hello world"', ['shop.core.ping']],
    ['result:pong', ['shop.core.ping']],
    ['name:ping OR name:unknown', ['elsewhere.unknown', 'shop.core.ping']],
    ['name:sleep state:SUCCESS', ['shop.core.sleep_late', 'shop.core.sleep']],
    ['name:sleep AND state:PENDING', ['shop.core.sleep']],
    ['name:ping OR name:sleep AND state:PENDING', ['shop.core.sleep', 'shop.core.ping']],
    ['(name:ping OR name:sleep) state:SUCCESS', ['shop.core.sleep_late', 'shop.core.ping', 'shop.core.sleep']],
    ['worker:host-b', ['elsewhere.unknown', 'shop.core.ping']],
    ['nothing-like-this', []],
  ])('searches %s', async (search, expected) => {
    expect(await names(`search=${encodeURIComponent(search)}`)).toEqual(expected);
  });

  it('finds a task by a part of its id, and not by its exception', async () => {
    const [task] = await tasks('state=failure');
    expect(await names(`search=${task?.uuid.slice(0, 8)}`)).toEqual(['elsewhere.unknown']);
    expect(await names('search=NotRegistered')).toEqual([]);
  });
});
