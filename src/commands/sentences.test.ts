import { describe, expect, it } from 'vitest';
import { catalog } from '../i18n/en/catalog.ts';
import { pluralOf } from '../i18n/format.ts';
import { translator } from '../i18n/translate.ts';
import type { ActRow } from '../protocol/rows.ts';
import { describeAct } from './sentences.ts';

const t = translator(catalog, pluralOf);

function act(over: Partial<ActRow>): ActRow {
  return {
    key: 'a',
    id: 'a',
    bulk: null,
    intent: { kind: 'scale-app', app: 'main/shop/worker', to: 9 },
    target: 'main/shop/worker',
    who: 'you',
    askedAtMs: 0,
    sentAtMs: null,
    settledAtMs: null,
    state: 'asked',
    before: 6,
    after: 9,
    deployment: null,
    fault: null,
    undo: null,
    undoes: null,
    ...over,
  };
}

describe('an act in words', () => {
  it('shows what was asked beside what was', () => {
    expect(describeAct(act({ state: 'sent' }), t)).toBe('Scale /shop/worker to 9: 6 → 9, on its way');
  });

  it('quotes the upstream that refused, and its reasons', () => {
    const fault = {
      kind: 'refused',
      status: 422,
      text: 'Object is not valid',
      details: [{ path: '/instances', errors: ['must be <= 5'] }],
    } as const;
    expect(describeAct(act({ state: 'refused', fault }), t)).toBe(
      'Scale /shop/worker to 9: the upstream declined (422): “Object is not valid; /instances must be <= 5”',
    );
  });

  it('names who holds the lock', () => {
    const fault = { kind: 'conflict', status: 409, text: 'locked', deployments: ['7f3a1234-aaaa'] } as const;
    expect(describeAct(act({ state: 'conflict', fault }), t)).toBe('Scale /shop/worker to 9: held by 7f3a1234.');
  });

  it('says how things stand when nobody confirmed', () => {
    expect(describeAct(act({ state: 'timed-out' }), t, 7)).toBe(
      'Scale /shop/worker to 9: sent, and not seen done yet. It stands at 7.',
    );
  });

  it('keeps hostile words in one bounded line', () => {
    const text = `\u202e<script>\n${'x'.repeat(5000)}`;
    const said = describeAct(act({ state: 'refused', fault: { kind: 'refused', status: 400, text, details: [] } }), t);
    expect(said.length).toBeLessThan(450);
    expect(said).not.toMatch(/[\u202e\n]/);
  });

  it('calls an undo an undo', () => {
    expect(describeAct(act({ undoes: 'b', state: 'confirmed' }), t)).toMatch(/^Undo: Scale/);
  });
});
