import { describe, expect, it } from 'vitest';
import { appRow, queueRow } from '../../../protocol/testing/rows.ts';
import { growthOf } from './growth.ts';
import { need } from './testing.ts';

const fills = {
  ...need('queue-fills', { kind: 'queue', key: 'r/%2F/mail.send', name: 'mail.send' }),
  sinceMs: 5,
  figures: { inPerS: 37.4, outPerS: 15 },
};
const apps = new Map([['m/mail/worker', appRow('m/mail/worker', { wanted: 6 })]]);
const queuesWith = (to: number) => {
  const row = queueRow('mail.send', { offer: { app: 'm/mail/worker', to, emptyInMs: 300_000 } });
  return new Map([[row.key, row]]);
};

describe('a growing queue', () => {
  it('says how much it grows a minute, and which scaling would drain it', () => {
    expect(growthOf(fills, queuesWith(15), apps)).toEqual({
      risePerMin: 1344,
      sinceMs: 5,
      offer: { more: 9, appId: '/mail/worker', emptyInMs: 300_000 },
    });
  });

  it('offers nothing that is not known, or done already', () => {
    expect(growthOf(fills, new Map(), apps)?.offer).toBeNull();
    expect(growthOf(fills, queuesWith(15), new Map())?.offer).toBeNull();
    expect(growthOf(fills, queuesWith(6), apps)?.offer).toBeNull();
  });

  it('says nothing of queues that do not grow, or of which the rates are not known', () => {
    expect(growthOf({ ...fills, trouble: 'queue-undrained' }, queuesWith(15), apps)).toBeNull();
    expect(growthOf({ ...fills, figures: {} }, queuesWith(15), apps)).toBeNull();
    expect(growthOf({ ...fills, figures: { inPerS: 1, outPerS: 1 } }, queuesWith(15), apps)).toBeNull();
  });
});
