import { describe, expect, it } from 'vitest';
import { counted } from '../../domain/testing/effort.ts';
import type { AppRow } from '../../protocol/rows.ts';
import {
  chooseApps,
  compileFilter,
  countChoices,
  healthOf,
  labelCounts,
  searchApps,
  toggleTerm,
  withoutStates,
  type AppFilter,
} from './filter.ts';
import { appRow } from './testing.ts';

const rows = [
  appRow('/shop/checkout/api', { condition: 'delayed', labels: ['team=pay', 'tier=1'], cpus: 4, memMib: 2048 }),
  appRow('/shop/web', { condition: 'healthy', labels: ['team=web'] }),
  appRow('/shop/cart', { condition: 'failing', unhealthy: 1, labels: ['team=pay'] }),
  appRow('/ml/embed', { condition: 'waiting', running: 1, healthy: 1, wanted: 4 }),
  appRow('/infra/log', { condition: 'unchecked', checked: false }),
];

function filterApps(among: readonly AppRow[], filter: AppFilter): readonly AppRow[] {
  return chooseApps(searchApps(among, filter), filter);
}

function found(text: string): string[] {
  return filterApps(rows, compileFilter(text)).map((row) => row.key.slice(4));
}

describe('the typed filter', () => {
  it('finds words in path and labels, all of them, in any case', () => {
    expect(found('Shop API')).toEqual(['/shop/checkout/api']);
    expect(found('team=pay')).toEqual(['/shop/checkout/api', '/shop/cart']);
    expect(found('')).toHaveLength(5);
    expect(filterApps(rows, compileFilter(' '))).toBe(rows);
  });

  it('knows states and health, several at once', () => {
    expect(found('state:delayed,failing')).toEqual(['/shop/checkout/api', '/shop/cart']);
    expect(found('state:delayed state:waiting')).toEqual(['/shop/checkout/api', '/ml/embed']);
    expect(found('health:unchecked')).toEqual(['/infra/log']);
  });

  it('tells a label that is there from one with a value', () => {
    expect(found('label:team')).toHaveLength(3);
    expect(found('label:team=pay')).toHaveLength(2);
    expect(found('label:te')).toHaveLength(0);
  });

  it('compares figures with units', () => {
    expect(found('cpus>2')).toEqual(['/shop/checkout/api']);
    expect(found('mem>=2g')).toEqual(['/shop/checkout/api']);
    expect(found('mem<=128 instances>3')).toEqual(['/ml/embed']);
  });

  it('tells what it did not understand and hides nothing for it', () => {
    const filter = compileFilter('state:broken cpus>many');
    expect(filter.unread).toEqual([
      { text: 'broken', at: 6 },
      { text: 'cpus>many', at: 13 },
    ]);
    expect(filterApps(rows, filter)).toHaveLength(5);
    expect(compileFilter('shop -state:failing,odd').unread).toEqual([{ text: 'odd', at: 20 }]);
  });

  it('keeps to a group and everything below it', () => {
    expect(found('group:/shop')).toEqual(['/shop/checkout/api', '/shop/web', '/shop/cart']);
    expect(found('group:Shop/Checkout/')).toEqual(['/shop/checkout/api']);
    expect(found('group:/sho')).toEqual([]);
    expect(found('group:/')).toEqual([]);
    const alone = filterApps([...rows, appRow('/alone')], compileFilter('group:/'));
    expect(alone.map(({ key }) => key)).toEqual(['main/alone']);
  });

  it('turns any part around with a minus', () => {
    expect(found('-shop')).toEqual(['/ml/embed', '/infra/log']);
    expect(found('-group:/shop -state:unchecked')).toEqual(['/ml/embed']);
    expect(found('group:/shop -label:team=pay')).toEqual(['/shop/web']);
    expect(found('-health:healthy,unchecked group:/shop')).toEqual(['/shop/cart']);
    expect(found('-cpus<4')).toEqual(['/shop/checkout/api']);
    expect(found('-')).toEqual([]);
    expect(found('"-shop"')).toEqual([]);
  });

  it('finds an exact figure', () => {
    expect(found('instances=4')).toEqual(['/ml/embed']);
  });

  it('takes a hostile pattern as plain text', () => {
    expect(found('(a+)+$')).toEqual([]);
    expect(found('"')).toHaveLength(5);
  });
});

describe('counts that are also the filter', () => {
  it('say what each state would leave beside the other choices', () => {
    const filter = compileFilter('shop state:failing');
    const { byState, stateTotal } = countChoices(searchApps(rows, filter), filter);
    expect(byState).toMatchObject({ delayed: 1, healthy: 1, failing: 1, waiting: 0 });
    expect(stateTotal).toBe(3);
  });

  it('say what each health would leave beside the chosen states', () => {
    expect(countChoices(rows, compileFilter('state:failing')).byHealth).toEqual({
      healthy: 0,
      unhealthy: 1,
      unknown: 0,
      unchecked: 0,
    });
  });

  it('put a choice into the text and take it out again', () => {
    const once = toggleTerm('shop', 'state', 'failing');
    expect(once).toBe('shop state:failing');
    const twice = toggleTerm(once, 'state', 'delayed');
    expect(twice).toBe('shop state:failing,delayed');
    expect(toggleTerm(toggleTerm(twice, 'state', 'failing'), 'state', 'delayed')).toBe('shop');
    expect(withoutStates('shop state:failing label:a=b')).toBe('shop label:a=b');
  });

  it('keep a label with a space together', () => {
    const text = toggleTerm('', 'label', 'owner=jo park');
    expect(text).toBe('label:"owner=jo park"');
    expect(compileFilter(text).labels).toEqual(['owner=jo park']);
    expect(toggleTerm(text, 'label', 'owner=jo park')).toBe('');
  });

  it('list labels by how often they stand', () => {
    expect(labelCounts(rows, 1)).toEqual({ shown: [{ label: 'team=pay', count: 2 }], more: 2 });
  });
});

describe('the health of an app', () => {
  it('is not claimed when nothing runs or a check has not reported', () => {
    const idle: Partial<AppRow> = { running: 0, healthy: 0 };
    expect(healthOf(appRow('/a', idle))).toBeNull();
    expect(healthOf(appRow('/a', { running: 3, healthy: 2 }))).toBe('unknown');
  });
});

describe('ten thousand apps', () => {
  it('are filtered by looking at each a few times, however many there are', () => {
    const looksAt = (total: number): number => {
      const many = Array.from({ length: total }, (_, i) =>
        appRow(`/group-${i % 50}/sub/app-${i}`, { labels: [`team=t${i % 20}`] }),
      );
      const { things, looks } = counted(many);
      expect(filterApps(things, compileFilter('app-99 state:healthy')).length).toBeGreaterThan(5);
      return looks() / total;
    };
    expect(looksAt(10_000)).toBeLessThan(12);
    expect(looksAt(10_000)).toBeLessThanOrEqual(looksAt(1000) * 1.1);
  });
});
