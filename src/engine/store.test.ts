import { describe, expect, it } from 'vitest';
import { Store } from './store.ts';
import { anApp, aQueue, anInstance } from './testing/builders.ts';
import { fakeClock } from './testing/fake-clock.ts';

function storeWith() {
  const clock = fakeClock(1_000);
  let changes = 0;
  const store = new Store(clock, () => {
    changes += 1;
  });
  return { clock, store, changes: () => changes };
}

describe('store', () => {
  it('takes an equal entity for no change, keeps the known object and renews its age', async () => {
    const { store, clock, changes } = storeWith();
    const first = anApp('/a', { labels: { team: 'x' } });
    store.begin('main').put('app', first);
    expect([...(store.takeChanges()?.app ?? [])]).toEqual([first.key]);
    await clock.advance(500);
    store.begin('main').put('app', anApp('/a', { labels: { team: 'x' } }));
    expect(store.takeChanges()).toBeNull();
    expect(changes()).toBe(1);
    expect(store.get('app', first.key)).toBe(first);
    expect(store.entry('app', first.key)).toMatchObject({ version: 1, readAtMs: 1_500 });
  });

  it('raises the version with every change of content', () => {
    const { store } = storeWith();
    store.begin('main').put('app', anApp('/a'));
    store.begin('main').put('app', anApp('/a', { wanted: 3 }));
    expect(store.entry('app', 'main/a')?.version).toBe(2);
    expect(store.get('app', 'main/a')?.wanted).toBe(3);
  });

  it('drops what a complete list did not hold, of its own source and kind only', () => {
    const { store } = storeWith();
    const old = store.begin('main');
    old.put('app', anApp('/gone'));
    old.put('app', anApp('/stays'));
    store.begin('other').put('app', anApp('/far', { source: 'other' }));
    store.begin('broker').put('queue', aQueue('q'));
    const list = store.begin('main');
    list.put('app', anApp('/stays'));
    list.complete('app');
    expect([...store.all('app')].map(({ key }) => key)).toEqual(['main/stays', 'other/far']);
    expect(store.get('queue', 'broker/%2F/q')).toBeDefined();
  });

  it('drops nothing when a read ends without having listed everything', () => {
    const { store } = storeWith();
    store.begin('main').put('app', anApp('/a'));
    store.takeChanges();
    const broken = store.begin('main');
    broken.put('app', anApp('/b'));
    broken.end();
    expect([...store.all('app')].map(({ id }) => id)).toEqual(['/a', '/b']);
  });

  it('does not let a slow list overwrite, drop or revive what a younger read saw', () => {
    const { store } = storeWith();
    store.begin('main').put('app', anApp('/deleted'));
    const slow = store.begin('main');
    const young = store.begin('main');
    young.put('app', anApp('/a', { wanted: 9 }));
    young.put('app', anApp('/new'));
    young.drop('app', 'main/deleted');
    young.end();
    slow.put('app', anApp('/a', { wanted: 1 }));
    slow.put('app', anApp('/deleted'));
    slow.complete('app');
    slow.end();
    expect([...store.all('app')].map(({ id, wanted }) => [id, wanted])).toEqual([
      ['/a', 9],
      ['/new', 2],
    ]);
  });

  it('lets a list that began after a deletion bring the entity back', () => {
    const { store } = storeWith();
    const slow = store.begin('main');
    store.begin('main').drop('app', 'main/a');
    slow.end();
    store.begin('main').put('app', anApp('/a'));
    expect(store.get('app', 'main/a')).toBeDefined();
  });

  it('keeps what a whole list names but could not tell', () => {
    const { store } = storeWith();
    for (const id of ['/a', '/b', '/c']) store.begin('main').put('app', anApp(id));
    const read = store.begin('main');
    read.put('app', anApp('/a'));
    read.complete('app', undefined, new Set(['main/b']));
    expect([...store.all('app')].map(({ id }) => id)).toEqual(['/a', '/b']);
  });

  it('ignores entities of another source', () => {
    const { store } = storeWith();
    const read = store.begin('main');
    read.put('app', anApp('/a', { source: 'other' }));
    store.begin('other').put('app', anApp('/b', { source: 'other' }));
    read.drop('app', 'other/b');
    read.complete('app');
    expect([...store.all('app')].map(({ key }) => key)).toEqual(['other/b']);
  });

  it('completes the instances of one app without touching those of its neighbours', () => {
    const { store } = storeWith();
    const first = store.begin('main');
    for (const id of ['a.1', 'a.2']) first.put('instance', anInstance('/a', id));
    first.put('instance', anInstance('/b', 'b.1'));
    const second = store.begin('main');
    second.put('instance', anInstance('/a', 'a.2'));
    second.complete('instance', 'main/a');
    expect(store.instancesOf('main/a').map(({ id }) => id)).toEqual(['a.2']);
    expect(store.instancesOf('main/b')).toHaveLength(1);
    store.forgetInstances('main/b');
    expect([...store.appsWithInstances()]).toEqual(['main/a']);
    expect(store.counts().instance).toBe(1);
  });

  it('lets go of an app of which no instance is left like of any other', () => {
    const { store } = storeWith();
    store.begin('main').complete('instance', 'main/a');
    expect([...store.appsWithInstances()]).toEqual(['main/a']);
    store.forgetInstances('main/a');
    expect(store.instancesToldAtMs('main/a')).toBeNull();
    expect([...store.appsWithInstances()]).toEqual([]);
  });

  it('knows when a key was last told of, also by a list that no longer holds it', async () => {
    const { store, clock } = storeWith();
    expect(store.toldAtMs('app', 'main/a')).toBeNull();
    store.begin('main').put('app', anApp('/a'));
    expect(store.toldAtMs('app', 'main/a')).toBe(1_000);
    await clock.advance(100);
    const list = store.begin('main');
    await clock.advance(100);
    list.complete('app');
    expect(store.get('app', 'main/a')).toBeUndefined();
    expect(store.toldAtMs('app', 'main/a')).toBe(1_100);
    expect(store.instancesToldAtMs('main/a')).toBeNull();
  });
});
