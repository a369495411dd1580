import { describe, expect, it } from 'vitest';
import { source, status } from '../../domain/testing/build.ts';
import { catalog } from '../../i18n/en/catalog.ts';
import { pluralOf } from '../../i18n/format.ts';
import { translator } from '../../i18n/translate.ts';
import type { SourceRow } from '../../protocol/rows.ts';
import { sourceFacts } from './view.ts';

const t = translator(catalog, pluralOf);
const now = 1_000_000;

function told(change: Partial<SourceRow>, ageMs: number | null = 4000) {
  const row: SourceRow = { ...source(), ...status(), key: 'main', ...change };
  return Object.fromEntries(sourceFacts(row, ageMs, now, t).map(({ word, value }) => [word, value]));
}

describe('what is said of a source', () => {
  it('names the next try and the last fault of one that is lost', () => {
    const facts = told({
      state: 'lost',
      lostSinceMs: now - 60_000,
      nextTryAtMs: now + 5000,
      fault: { atMs: now, during: 'apps', fault: { kind: 'unreadable', path: 'apps[3].id', text: 'is not text' } },
    });
    expect(facts['Next try']).toContain('5 s');
    expect(facts['Last fault']).toContain('apps[3].id');
    expect(facts['Lost since']).toBeTruthy();
  });

  it('says that it is being tried once its wait is over', () => {
    expect(told({ state: 'lost', lostSinceMs: 0, nextTryAtMs: now - 1 })['Next try']).toBe('being tried');
  });

  it('says nothing of a stream where its kind has none, nor of a fault where none was', () => {
    const facts = told({ stream: 'none', fault: null });
    expect(facts).not.toHaveProperty('Event stream');
    expect(facts).not.toHaveProperty('Last fault');
    expect(facts).not.toHaveProperty('Next try');
  });

  it('counts records that could not be read, and tells never from long ago', () => {
    expect(told({ unreadable: 3 })['Unreadable records']).toBe('3');
    expect(told({ lastOkAtMs: null }, null)['Last answer']).toBe('never');
  });
});
