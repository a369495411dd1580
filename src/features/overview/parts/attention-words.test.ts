import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../domain/attention.ts';
import { overview } from '../../../i18n/en/overview.ts';
import { translator } from '../../../i18n/translate.ts';
import { whyOf } from './attention-words.ts';

const t = translator(overview, (count) => (count === 1 ? 'one' : 'other'));

function delayed(figures: Attention['figures']): Attention {
  return {
    key: 'delayed:main/a',
    trouble: 'delayed',
    subject: { kind: 'app', key: 'main/a', name: '/a' },
    sinceMs: 0,
    missing: 0,
    limitInMs: null,
    figures,
    text: null,
    help: null,
  };
}

describe('why an app in back-off needs someone', () => {
  it('counts what is down of what is wanted', () => {
    expect(whyOf(delayed({ wanted: 3, missing: 2, waiting: 2 }), 0, t)).toContain('2 of 3 are down');
  });

  it('calls none down while the old instances serve all: what ends is the new version', () => {
    const why = whyOf(delayed({ wanted: 3, missing: 0, waiting: 1 }), 0, t);
    expect(why).toContain('1 of the new version is down');
  });

  it('counts nothing where nothing is left: the trouble is only held a while longer', () => {
    expect(whyOf(delayed({ wanted: 3, missing: 0 }), 0, t)).toBe(overview['overview.why.clears']);
    const failing = { ...delayed({ wanted: 6, unhealthy: 0 }), trouble: 'failing' } as const;
    expect(whyOf(failing, 0, t)).toBe(overview['overview.why.clears']);
  });
});
