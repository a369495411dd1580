import { describe, expect, it } from 'vitest';
import { labelSelector } from './label-selector.ts';

const labels = { team: 'web', tier: 'backend', 'a,b': 'c d' };

describe('a label selector', () => {
  it.each([
    ['team', true],
    ['nope', false],
    ['team==web', true],
    ['team == db', false],
    ['team!=db', true],
    ['nope!=db', false],
    ['team in (db, web)', true],
    ['team notin (db)', true],
    ['nope notin (db)', false],
    ['team==web,tier in (frontend,backend)', true],
    ['team==web,nope', false],
  ])('%s → %s', (selector, expected) => {
    expect(labelSelector(selector)(labels)).toBe(expected);
  });

  it.each(['team=web', '==x', 'team in web', ''])('refuses %j', (selector) => {
    expect(() => labelSelector(selector)).toThrow('Can not parse label selector');
  });
});
