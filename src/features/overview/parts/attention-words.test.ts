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

describe('why a queue that fills needs someone', () => {
  const fills = (figures: Attention['figures']) => whyOf({ ...delayed(figures), trouble: 'queue-fills' }, 0, t);

  it('tells both rates, and when more goes out than comes in says that it is over', () => {
    expect(fills({ inPerS: 8.1, outPerS: 7.2 })).toBe('8.1/s in, 7.2/s out.');
    const over = '8.1/s in, 8.6/s out: no longer so just now; this leaves once that lasts.';
    expect(fills({ inPerS: 8.1, outPerS: 8.6 })).toBe(over);
    expect(fills({ inPerS: 0, outPerS: 0 })).toContain('no longer so');
  });

  it('guesses no rate', () => {
    expect(fills({ inPerS: 8.1 })).toBe(overview['overview.why.fillsSome']);
  });
});
