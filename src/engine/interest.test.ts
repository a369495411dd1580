import { describe, expect, it } from 'vitest';
import { parseTopic } from '../protocol/topics.ts';
import { Interest } from './interest.ts';

function topic(text: string) {
  const parsed = parseTopic(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe('interest', () => {
  it('lasts as long as the last looker, and tells only when it begins or ceases', () => {
    let turns = 0;
    const interest = new Interest(() => {
      turns += 1;
    });
    const first = interest.add(topic('apps'));
    const second = interest.add(topic('apps'));
    expect(interest.looked('apps')).toBe(true);
    expect(turns).toBe(1);
    first();
    first();
    expect(interest.looked('apps')).toBe(true);
    second();
    expect(interest.looked('apps')).toBe(false);
    expect(turns).toBe(2);
  });

  it('in an app is interest in its instances, and in that app', () => {
    const interest = new Interest(() => undefined);
    const leave = interest.add(topic('app:main/shop/web'));
    expect(interest.looked('instances')).toBe(true);
    expect(interest.watches('main/shop/web')).toBe(true);
    expect(interest.watches('main/shop/cart')).toBe(false);
    leave();
    expect(interest.watches('main/shop/web')).toBe(false);
  });

  it('in workers asks the broker too, whose answers tell whether a silent worker is gone', () => {
    const interest = new Interest(() => undefined);
    interest.add(topic('workers'));
    expect(interest.looked('queues')).toBe(true);
  });

  it('in what the engine knows by itself polls nothing', () => {
    const interest = new Interest(() => {
      throw new Error('turned');
    });
    for (const name of ['acts', 'sources', 'cluster', 'version:main/a@1', 'tasks:flower?limit=1', 'task:flower/1'])
      interest.add(topic(name));
  });
});
