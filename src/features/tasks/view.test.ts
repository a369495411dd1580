import { describe, expect, it } from 'vitest';
import type { TaskDetail } from '../../domain/task.ts';
import {
  causeOf,
  isFinal,
  mayHaveMore,
  nameParts,
  queryOf,
  stepsOf,
  taskStates,
  toneOf,
  type TaskForm,
} from './view.ts';

const empty: TaskForm = { state: null, name: '', worker: '', search: '', page: 0 };

const detail: TaskDetail = {
  key: 'f/1',
  source: 'f',
  id: '1',
  name: 'shop.pay',
  state: 'SUCCESS',
  worker: 'w@h',
  receivedAtMs: 20,
  startedAtMs: 30,
  updatedAtMs: 40,
  runtimeMs: 10,
  retries: 0,
  argsText: '()',
  kwargsText: '{}',
  routingKey: 'orders',
  sentAtMs: null,
  endedAtMs: 40,
  etaText: null,
  expiresText: null,
  resultText: null,
  exceptionText: null,
  traceback: null,
  exchange: null,
  client: null,
  rootId: null,
  parentId: null,
  childIds: [],
};

describe('asking for tasks', () => {
  it('sends what was typed, trimmed, and leaves out what was not', () => {
    expect(queryOf(empty).query).toEqual({ limit: 100, offset: 0 });
    expect(queryOf({ ...empty, state: 'FAILURE', name: ' shop.pay ', search: 'boom OR bust', page: 2 }).query).toEqual({
      state: 'FAILURE',
      name: 'shop.pay',
      search: 'boom OR bust',
      limit: 100,
      offset: 200,
    });
  });

  it('does not send a term Flower would refuse', () => {
    expect(queryOf({ ...empty, search: 'ab' })).toEqual({ query: null, problem: 'term-too-short' });
    expect(queryOf({ ...empty, search: 'abc d' }).problem).toBe('term-too-short');
  });
});

describe('a page of tasks', () => {
  it('may be followed by another while it is full, records that could not be read included', () => {
    const tasks = Array.from({ length: 99 }, () => detail);
    expect(mayHaveMore({ tasks, unreadable: 1 })).toBe(true);
    expect(mayHaveMore({ tasks, unreadable: 0 })).toBe(false);
  });
});

describe('a task', () => {
  it('has a tone for each state, and is final in those nothing follows', () => {
    expect(taskStates.map(toneOf)).toEqual(['waiting', 'waiting', 'moving', 'waiting', 'calm', 'failing', 'stopped']);
    expect(taskStates.filter(isFinal)).toEqual(['SUCCESS', 'FAILURE', 'REVOKED']);
  });

  it('shows the last part of its name apart, and nothing when Flower saw no name', () => {
    expect(nameParts('shop.core.pay')).toEqual({ prefix: 'shop.core.', last: 'pay' });
    expect(nameParts('pay')).toEqual({ prefix: '', last: 'pay' });
    expect(nameParts(null)).toBeNull();
  });

  it('tells only the moments that are known, in order', () => {
    expect(stepsOf(detail).map(({ what }) => what)).toEqual(['received', 'started', 'ended']);
  });

  it('finds the cause in the traceback where the exception says nothing', () => {
    const traceback =
      'Traceback …\n  File "x"\nbilliard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL).\n';
    expect(causeOf({ exceptionText: 'ExceptionWithTraceback()', traceback })).toMatch(
      /^billiard\.exceptions\.WorkerLostError/,
    );
    expect(causeOf({ exceptionText: "KeyError('x')", traceback })).toBe("KeyError('x')");
    expect(causeOf({ exceptionText: null, traceback: null })).toBeNull();
  });
});
