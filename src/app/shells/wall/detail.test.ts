import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../domain/attention.ts';
import { catalog } from '../../../i18n/en/catalog.ts';
import { pluralOf } from '../../../i18n/format.ts';
import { translator } from '../../../i18n/translate.ts';
import { detailOf } from './detail.ts';
import { need } from './testing.ts';

const t = translator(catalog, pluralOf);
const say = (trouble: Attention['trouble'], figures: Attention['figures'], text: string | null = null) =>
  detailOf({ ...need(trouble), figures, text }, 1000, t);

describe('the half sentence on a card', () => {
  it('says of how many it is true', () => {
    expect(say('failing', { unhealthy: 3, wanted: 8 })).toBe('3 of 8 fail their check');
    expect(say('unreachable', { missing: 2, wanted: 4 })).toBe('2 of 4 are not there');
    expect(say('waiting', { missing: 1, wanted: 1 })).toBe('1 of 1 find no room');
    expect(say('delayed', { missing: 6, retryAtMs: 61_000 })).toBe('6 crashed, next try in 1 min');
    expect(say('queue-fills', { inPerS: 41, outPerS: 9 })).toBe('41 in, 9 out a second');
  });

  it('is silent where nothing is left to count, and about a try nobody announced', () => {
    expect(say('unreachable', { missing: 0, wanted: 4 })).toBe('');
    expect(say('failing', { unhealthy: 0, wanted: 4 })).toBe('');
    expect(say('delayed', { missing: 2 })).toBe('2 crashed');
  });

  it('gives an upstream’s own words for what has no figures', () => {
    expect(say('source-lost', {}, 'ECONNRESET')).toBe('ECONNRESET');
    expect(say('deployment-stuck', {})).toBe('');
  });
});
