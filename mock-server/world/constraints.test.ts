import { describe, expect, it } from 'vitest';
import { createAgent } from './agent.ts';
import type { SimConstraint } from './app.ts';
import { satisfies } from './constraints.ts';

const total = { cpus: 8, memMib: 8192, diskMib: 0, gpus: 0 };
const agent = (host: string, zone: string, rack: string) =>
  createAgent(host, { host, ip: host, zone, attributes: { rack }, total });
const a = agent('a', 'east', 'r1');
const b = agent('b', 'east', 'r2');
const c = agent('c', 'west', 'r1');
const rule = (field: string, operator: SimConstraint['operator'], value: string | null = null): SimConstraint => ({
  field,
  operator,
  value,
});

describe('a placement constraint', () => {
  it('UNIQUE allows each value once', () => {
    expect(satisfies(rule('hostname', 'UNIQUE'), a, [b, c])).toBe(true);
    expect(satisfies(rule('hostname', 'UNIQUE'), a, [a])).toBe(false);
  });

  it('CLUSTER holds all together, at the given value or at that of the first', () => {
    expect(satisfies(rule('@zone', 'CLUSTER', 'east'), c, [])).toBe(false);
    expect(satisfies(rule('@zone', 'CLUSTER'), c, [])).toBe(true);
    expect(satisfies(rule('@zone', 'CLUSTER'), c, [a])).toBe(false);
  });

  it('GROUP_BY fills the emptiest value first', () => {
    expect(satisfies(rule('@zone', 'GROUP_BY', '2'), b, [a])).toBe(false);
    expect(satisfies(rule('@zone', 'GROUP_BY', '2'), c, [a])).toBe(true);
    expect(satisfies(rule('@zone', 'GROUP_BY', '2'), b, [a, c])).toBe(true);
  });

  it('MAX_PER bounds each value', () => {
    expect(satisfies(rule('rack', 'MAX_PER', '2'), a, [c])).toBe(true);
    expect(satisfies(rule('rack', 'MAX_PER', '2'), a, [c, a])).toBe(false);
  });

  it('LIKE, UNLIKE and IS compare the value; who lacks the attribute is only UNLIKE', () => {
    expect(satisfies(rule('rack', 'LIKE', 'r[12]'), a, [])).toBe(true);
    expect(satisfies(rule('rack', 'LIKE', 'r'), a, [])).toBe(false);
    expect(satisfies(rule('rack', 'UNLIKE', 'r1'), a, [])).toBe(false);
    expect(satisfies(rule('gpu', 'UNLIKE', 'yes'), a, [])).toBe(true);
    expect(satisfies(rule('rack', 'IS', 'r1'), a, [])).toBe(true);
    expect(satisfies(rule('gpu', 'IS', 'yes'), a, [])).toBe(false);
  });
});
