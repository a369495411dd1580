import { describe, expect, it } from 'vitest';
import type { Target } from '../client/scene.ts';
import type { AppRow } from '../protocol/rows.ts';
import { catalog } from '../i18n/en/catalog.ts';
import { pluralOf } from '../i18n/format.ts';
import { translator } from '../i18n/translate.ts';
import { paletteItems } from './palette-items.ts';

const t = translator(catalog, pluralOf);

function app(id: string): Target {
  const row: AppRow = {
    key: `main${id}`,
    condition: 'healthy',
    lifecycle: 'running',
    wanted: 1,
    staged: 0,
    running: 1,
    healthy: 1,
    unhealthy: 0,
    checked: true,
    cpus: 1,
    memMib: 1,
    labels: [],
    version: 'v',
    changedAtMs: null,
    deployments: [],
    launchWaiting: 0,
    retryAtMs: null,
    suspendedFrom: null,
  };
  return { kind: 'app', row };
}

const targets = ['/shop/worker', '/shop/checkout/api', '/worker/legacy', '/data/indexer'].map(app);
const labels = (text: string, refusal: 'read-only' | null = null) =>
  paletteItems(text, { targets, refusal: () => refusal }, t).map(({ label }) => label);

describe('the palette', () => {
  it('offers the sections before anything is typed', () => {
    expect(labels('')).toContain('Overview');
  });

  it('finds the app whose last part begins with what was typed before others that hold it', () => {
    expect(labels('worker').slice(0, 2)).toEqual(['/shop/worker', '/worker/legacy']);
  });

  it('takes words in any order', () => {
    expect(labels('api shop')).toEqual(['/shop/checkout/api']);
  });

  it('does what the first word names to what the others name', () => {
    expect(labels('restart shop worker')[0]).toBe('Restart /shop/worker');
  });

  it('shows why something cannot be done instead of hiding it', () => {
    const [first] = paletteItems('restart indexer', { targets, refusal: () => 'read-only' }, t);
    expect(first).toMatchObject({ kind: 'do', reason: 'read only here' });
  });

  it('says where a roll back leads, and keeps a hostile name from turning its line round', () => {
    expect(paletteItems('roll indexer', { targets, refusal: () => null }, t)[0]).toMatchObject({
      note: 'to the configuration it had before; the count stays',
    });
    const hostile = { targets: [app('/a\u202eb')], refusal: () => null };
    expect(paletteItems('restart', hostile, t)[0]?.label).toBe('Restart \u2068/a‹U+202E›b\u2069');
  });

  it('finds nothing for a name nobody has', () => {
    expect(labels('zzz')).toEqual([]);
  });
});
