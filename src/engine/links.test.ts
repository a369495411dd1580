import { describe, expect, it } from 'vitest';
import type { App } from '../domain/app.ts';
import type { Worker } from '../domain/worker.ts';
import { app, instance, queue, worker } from '../domain/testing/build.ts';
import { joinWorlds } from './joins.ts';
import { Links } from './links.ts';

const name = 'worker@agent-02.test';
const shop = app('/shop/worker', { command: 'celery -A shop worker -Q orders,images' });
const thumbs = app('/media/thumbs', { command: 'celery -A thumbs worker -Q images' });
const twin = app('/shop/twin', { command: 'celery -A shop worker -Q orders,images' });
const reports = queue('reports');

function joined(...steps: { apps: readonly App[]; one: Worker }[]): Links {
  const links = new Links(joinWorlds);
  for (const { apps, one } of steps) {
    const instances = apps.map(({ id }) => instance(`${id}.1`, { appId: id, host: 'agent-02.test' }));
    links.update({ apps, instances, workers: [one], queues: [reports], consumers: [] });
  }
  return links;
}

describe('a worker that is given another queue while it runs', () => {
  const apps = [shop, thumbs];
  const before = worker(name, { queues: ['orders', 'images'] });
  const after = worker(name, { queues: ['orders', 'images', 'reports'] });

  it('is nobody’s for those who see it only then', () => {
    expect(joined({ apps, one: after }).hostOf(after.key)).toBeNull();
  });

  it('stays with the app that started its process, which drains the new queue with it', () => {
    const links = joined({ apps, one: before }, { apps, one: after }, { apps, one: after });
    expect(links.hostOf(after.key)).toMatchObject({ app: shop.key, evidence: ['earlier'] });
    expect(links.ofQueue(reports.key)).toEqual([
      { queue: reports.key, worker: after.key, app: shop.key, evidence: ['earlier', 'inspection'] },
    ]);
  });

  it('is what its host says again once it has its own queues back', () => {
    const links = joined({ apps, one: before }, { apps, one: after }, { apps, one: before });
    expect(links.hostOf(after.key)).toMatchObject({ app: shop.key, evidence: ['host'] });
  });

  it('stays while its process is not told, and is nobody’s once it is another one', () => {
    const untold = { ...after, pid: null };
    const back = joined({ apps, one: before }, { apps, one: untold }, { apps, one: after });
    expect(back.hostOf(after.key)).toMatchObject({ app: shop.key });
    const restarted = { ...after, pid: 4711 };
    expect(joined({ apps, one: before }, { apps, one: restarted }).hostOf(after.key)).toBeNull();
  });

  it('is what its host says where its app no longer runs there', () => {
    expect(joined({ apps, one: before }, { apps: [thumbs], one: after }).hostOf(after.key)).toMatchObject({
      app: thumbs.key,
      evidence: ['host'],
    });
  });

  it('is nobody’s while its queues are those of another app on its host, and its app’s again with its own', () => {
    const theirs = { ...before, queues: ['images'] };
    const steps = [
      { apps, one: before },
      { apps, one: theirs },
    ];
    expect(joined(...steps).hostOf(theirs.key)).toBeNull();
    expect(joined(...steps, { apps, one: theirs }).hostOf(theirs.key)).toBeNull();
    expect(joined(...steps, { apps, one: before }).hostOf(theirs.key)).toMatchObject({ app: shop.key });
    const restarted = { ...theirs, pid: 4711 };
    expect(joined(...steps, { apps, one: restarted }).hostOf(theirs.key)).toMatchObject({ app: thumbs.key });
  });

  it('is nobody’s where its app may still run there, as far as is known', () => {
    const theirs = { ...before, queues: ['images'] };
    const links = new Links(joinWorlds);
    const there = apps.map(({ id }) => instance(`${id}.1`, { appId: id, host: 'agent-02.test' }));
    links.update({ apps, instances: there, workers: [before], queues: [], consumers: [] });
    links.update({ apps, instances: there.slice(1), workers: [theirs], queues: [], consumers: [] });
    expect(links.hostOf(theirs.key)).toBeNull();
  });

  it('is nobody’s where its first queues turned out to fit two apps', () => {
    const both = [shop, thumbs, twin];
    const links = joined({ apps, one: before }, { apps: both, one: before }, { apps: both, one: after });
    expect(links.hostOf(after.key)).toBeNull();
  });
});
