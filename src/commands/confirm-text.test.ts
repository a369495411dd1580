import { describe, expect, it } from 'vitest';
import { catalog } from '../i18n/en/catalog.ts';
import { pluralOf } from '../i18n/format.ts';
import { translator } from '../i18n/translate.ts';
import type { DeploymentRow } from '../protocol/rows.ts';
import { confirmTextOf } from './confirm-text.ts';

const t = translator(catalog, pluralOf);

const deployment: DeploymentRow = {
  key: 'main/7f3a1234-aaaa',
  id: '7f3a1234-aaaa',
  version: 'v',
  appIds: ['/lab/a, b'],
  outcome: 'running',
  step: 1,
  stepCount: 1,
  steps: [],
  current: [],
  readiness: [],
  startedAtMs: 0,
  endedAtMs: null,
  reason: null,
  rollbackDeletes: ['/lab/a, b'],
  stuck: false,
};

describe('the words before something irreversible', () => {
  it('isolate a hostile name, and have it typed as it is', () => {
    const words = confirmTextOf(
      { kind: 'purge-queue', queue: 'rabbit/%2F/or\u202eders' },
      { queue: null, deployment: null },
      t,
    );
    expect(words?.title).toBe('Purge \u2068or‹U+202E›ders\u2069?');
    expect(words?.typed).toBe('or\u202eders');
  });

  it('have the whole name of an app typed that a rollback deletes', () => {
    const words = confirmTextOf(
      { kind: 'stop-deployment', deployment: deployment.key, mode: 'roll-back' },
      { queue: null, deployment },
      t,
    );
    expect(words?.typed).toBe('/lab/a, b');
  });
});
