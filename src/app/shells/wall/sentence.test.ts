import { describe, expect, it } from 'vitest';
import { catalog } from '../../../i18n/en/catalog.ts';
import { pluralOf } from '../../../i18n/format.ts';
import { translator } from '../../../i18n/translate.ts';
import { catalog as chinese } from '../../../i18n/zh-CN/catalog.ts';
import { nameOf, sentenceOf, shortName } from './sentence.ts';
import { need } from './testing.ts';
import type { Verdict } from './verdict.ts';

const en = translator(catalog, pluralOf);
const zh = translator(chinese, pluralOf);
const stood = { key: 'calm', atMs: 0, isExact: true };
const tally = { wanted: 211, moving: 0, unknown: 0, total: 214, partial: false };
const failing: Verdict = { kind: 'trouble', count: 1, one: need('failing', { name: '/pay/gateway' }), tally };
const say = (verdict: Verdict, t = en) =>
  sentenceOf(verdict, { nowMs: 60_000, stood, growth: null, isNarrow: false }, t);

describe('what the band says', () => {
  it('keeps a name apart from what is said of it, wherever a language puts it', () => {
    expect(say(failing).title).toEqual({ before: '', name: 'gateway', after: ' failing' });
    expect(say(failing, zh).title).toEqual({ before: '', name: 'gateway', after: ' 检查失败' });
    const queue = need('queue-undrained', { kind: 'queue', name: 'orders' });
    const growing: Verdict = { kind: 'growing', count: 1, one: queue, tally };
    expect(say(growing).title).toEqual({ before: 'Nobody drains ', name: 'orders', after: '' });
  });

  it('counts what is as wanted, and says what is not known', () => {
    expect(say(failing).sub).toBe('211 of 214 as wanted');
    const five: Verdict = { kind: 'trouble', count: 5, one: null, tally: { ...tally, unknown: 2, partial: true } };
    expect(say(five).sub).toBe('211 of 214 as wanted · 2 not known · not every source has answered · and 2 more');
  });

  it('says how many apps are not as wanted, and how many of the others are on their way', () => {
    const amiss = say({ kind: 'amiss', tally: { ...tally, moving: 1 } });
    expect(amiss.title.before).toBe('2 apps not as wanted');
    expect(amiss.sub).toBe('211 of 214 as wanted · 1 on its way');
  });

  it('claims no more than it knows of how long all has been well', () => {
    expect(say({ kind: 'calm', total: 3 }).sub).toBe('for 1 min');
    const context = { nowMs: 60_000, stood: { ...stood, isExact: false }, growth: null, isNarrow: false };
    expect(sentenceOf({ kind: 'calm', total: 3 }, context, en).sub).toBe('for at least 1 min');
  });

  it('dates the gateway’s silence, unless it never spoke', () => {
    expect(say({ kind: 'gateway-lost', sinceMs: 0 }).sub).toMatch(/^since .*\d\d:\d\d:00, 1 min ago$/);
    expect(say({ kind: 'gateway-lost', sinceMs: null }).sub).toBe('nothing has been told yet');
  });

  it('says under a growing queue how it grows and what would drain it', () => {
    const queue = need('queue-fills', { kind: 'queue', name: 'mail.send' });
    const growing: Verdict = { kind: 'growing', count: 1, one: queue, tally };
    const growth = { risePerMin: 1342, sinceMs: 0, offer: { more: 9, appId: '/mail/worker', emptyInMs: 300_000 } };
    const sub = (t: typeof en) => sentenceOf(growing, { nowMs: 660_000, stood, growth, isNarrow: false }, t).sub;
    expect(sub(en)).toBe('+1,342 a minute for 11 min · 9 more worker would drain it in 5 min');
    expect(sub(zh)).toContain('再加 9 个 worker');
    expect(
      sentenceOf(growing, { nowMs: 660_000, stood, growth: { ...growth, offer: null }, isNarrow: false }, en).sub,
    ).toBe('+1,342 a minute for 11 min');
  });

  it('says in portrait what would drain it alone, its name cut before its figures', () => {
    const growing: Verdict = {
      kind: 'growing',
      count: 1,
      one: need('queue-fills', { kind: 'queue', name: 'q' }),
      tally,
    };
    const growth = { risePerMin: 9, sinceMs: 0, offer: { more: 3, appId: '/media/thumbs-worker', emptyInMs: 300_000 } };
    const sub = (it: typeof growth) => sentenceOf(growing, { nowMs: 0, stood, growth: it, isNarrow: true }, en).sub;
    expect(sub(growth)).toBe('3 more thumbs…orker would drain it in 5 min');
  });

  it('calls things by the last part of their path', () => {
    expect(shortName('/shop/cart/api')).toBe('api');
    expect(shortName('orders')).toBe('orders');
    expect(nameOf({ kind: 'app', key: 'm/shop/api', name: '/shop/api' })).toBe('api');
    expect(nameOf({ kind: 'queue', key: 'r/%2F/a/b', name: 'a/b' })).toBe('a/b');
  });
});
