import { describe, expect, it } from 'vitest';
import type { Attention } from '../domain/attention.ts';
import { applyTableMessage, createKeepers } from './table.ts';

function need(key: string, change: Partial<Attention> = {}): Attention {
  return {
    key,
    trouble: 'waiting',
    subject: { kind: 'app', key: `main/${key}`, name: `/${key}` },
    sinceMs: 0,
    missing: 1,
    limitInMs: null,
    figures: {},
    text: null,
    help: null,
    ...change,
  };
}

describe('what needs someone', () => {
  it('stands worst first, whenever each of it came', () => {
    const keepers = createKeepers();
    const rows = [need('old'), need('gone', { trouble: 'worker-gone' })];
    const shown = () => keepers.attention.table.list.map(({ key }) => key);
    applyTableMessage(keepers, { kind: 'table', sub: null, topic: 'attention', v: 1, complete: true, rows });
    expect(shown()).toEqual(['old', 'gone']);

    const put = [need('failing', { trouble: 'failing', sinceMs: 9 })];
    applyTableMessage(keepers, { kind: 'delta', topic: 'attention', base: 1, v: 2, complete: true, put, drop: [] });
    expect(shown()).toEqual(['failing', 'old', 'gone']);

    const better = [need('failing', { trouble: 'failing', sinceMs: 9, missing: 0.1 })];
    applyTableMessage(keepers, {
      kind: 'delta',
      topic: 'attention',
      base: 2,
      v: 3,
      complete: true,
      put: better,
      drop: ['old'],
    });
    expect(shown()).toEqual(['gone', 'failing']);
  });
});
