import { describe, expect, it } from 'vitest';
import { emptyCounts } from '../../domain/app.ts';
import { appRow } from './testing.ts';
import { cpusAsked, defaultSort, nameParts, orderApps, stateDetail, summaryOf, summaryOfHead } from './view.ts';

describe('the order of the list', () => {
  const rows = [
    appRow('/b', { condition: 'failing', running: 1, changedAtMs: 10 }),
    appRow('/c', { condition: 'delayed', running: 5, changedAtMs: null }),
    appRow('/a', { condition: 'healthy', running: 3, changedAtMs: 30 }),
    appRow('/d', { condition: 'failing', running: 2, changedAtMs: 20 }),
  ];
  const names = (sort: Parameters<typeof orderApps>[1]) => orderApps(rows, sort).map((row) => row.key.slice(4));

  it('is worst first, equals by name', () => {
    expect(names(defaultSort)).toEqual(['/b', '/d', '/c', '/a']);
    expect(names({ by: 'state', down: true })).toEqual(['/a', '/c', '/b', '/d']);
  });

  it('goes by name', () => {
    expect(names({ by: 'name', down: false })).toEqual(['/a', '/b', '/c', '/d']);
    expect(names({ by: 'name', down: true })).toEqual(['/d', '/c', '/b', '/a']);
  });

  it('goes by figures, the largest first, with the unknown last in both directions', () => {
    expect(names({ by: 'now', down: false })).toEqual(['/c', '/a', '/d', '/b']);
    expect(names({ by: 'version', down: false })).toEqual(['/a', '/d', '/b', '/c']);
    expect(names({ by: 'version', down: true })).toEqual(['/b', '/d', '/a', '/c']);
  });

  it('does not disturb the rows it was given', () => {
    orderApps(rows, defaultSort);
    expect(rows[0]?.key).toBe('main/b');
  });
});

describe('what stands beside the state', () => {
  it('counts down to the next try', () => {
    expect(stateDetail(appRow('/a', { condition: 'delayed', retryAtMs: 99 }))).toEqual({ kind: 'next-try', atMs: 99 });
  });

  it('says how many fail of how many that run', () => {
    expect(stateDetail(appRow('/a', { condition: 'failing', running: 6, unhealthy: 1 }))).toEqual({
      kind: 'failing',
      count: 1,
      of: 6,
    });
  });

  it('remembers the count of a suspended app, and says nothing when it is not known', () => {
    expect(stateDetail(appRow('/a', { condition: 'suspended', wanted: 0, suspendedFrom: 3 }))).toEqual({
      kind: 'was',
      count: 3,
    });
    expect(stateDetail(appRow('/a', { condition: 'suspended', wanted: 0 }))).toBeNull();
  });

  it('tells instances over the wanted count from missing ones', () => {
    expect(stateDetail(appRow('/a', { condition: 'deploying', wanted: 2, running: 3 }))).toEqual({
      kind: 'over',
      count: 1,
    });
    expect(stateDetail(appRow('/a', { condition: 'deploying', wanted: 5, running: 2, staged: 1 }))).toEqual({
      kind: 'missing',
      count: 2,
      of: 5,
    });
  });

  it('is silent for an app that is well', () => {
    expect(stateDetail(appRow('/a'))).toBeNull();
  });
});

describe('a row', () => {
  it('shows the path below the group in grey and the last part in bold', () => {
    expect(nameParts('main/shop/checkout/api', '/shop')).toEqual({ prefix: 'checkout/', name: 'api' });
    expect(nameParts('main/shop/checkout/api', '/')).toEqual({ prefix: '/shop/checkout/', name: 'api' });
    expect(nameParts('main/shopping/api', '/shop')).toEqual({ prefix: '/shopping/', name: 'api' });
  });

  it('counts what it asks for in all', () => {
    expect(cpusAsked(appRow('/a', { wanted: 8, running: 3, staged: 1 }))).toBe(4);
  });
});

describe('the line under the title', () => {
  it('counts apps that are not as wanted and their instances', () => {
    expect(summaryOf([appRow('/a'), appRow('/b', { condition: 'waiting', running: 1 })])).toEqual({
      apps: 2,
      notAsWanted: 1,
      running: 3,
      wanted: 4,
    });
  });
});

it('What a head tells sums up to the same as its list', () => {
  const rows = [
    appRow('/a'),
    appRow('/b', { condition: 'waiting', running: 1 }),
    appRow('/c', { condition: 'delayed' }),
  ];
  const counts = { ...emptyCounts(), healthy: 1, waiting: 1, delayed: 1 };
  expect(summaryOfHead({ counts, running: 5, wanted: 6 })).toEqual(summaryOf(rows));
});
