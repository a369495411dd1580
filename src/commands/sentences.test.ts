import { describe, expect, it } from 'vitest';
import { catalog } from '../i18n/en/catalog.ts';
import { pluralOf } from '../i18n/format.ts';
import { translator } from '../i18n/translate.ts';
import type { ActRow } from '../protocol/rows.ts';
import type { Intent } from '../domain/intent.ts';
import { describeAct, describeIntent, describeProblem } from './sentences.ts';

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

const says = (intent: Intent) => describeIntent(intent, t);

describe('what is asked for', () => {
  it('names the version, and whether its count comes with it', () => {
    const app = 'main/shop/worker';
    const version = '2019-03-05T11:37:00.000Z';
    expect(says({ kind: 'roll-back-app', app, version: null, keepCount: true })).toBe('Roll back /shop/worker');
    expect(says({ kind: 'roll-back-app', app, version, keepCount: true })).toMatch(
      /^Roll back \/shop\/worker to Mar \d, 2019 \d\d:\d\d$/,
    );
    expect(says({ kind: 'roll-back-app', app, version, keepCount: false })).toMatch(/, its count too$/);
  });

  it('names the instance, and what stopping and revoking mean', () => {
    const instance = 'shop_worker.instance-ed8a1f20-c6b1-11f0-9b2f-0242ac110002._app.2';
    expect(says({ kind: 'kill-instance', app: 'main/shop/worker', instance, scale: false })).toBe(
      'Kill instance ed8a1f20.2 of /shop/worker',
    );
    expect(says({ kind: 'kill-instance', app: 'main/shop/worker', instance, scale: true })).toMatch(/want one less$/);
    expect(says({ kind: 'stop-deployment', deployment: 'main/7f3a1234-a', mode: 'roll-back' })).toBe(
      'Stop deployment 7f3a1234 and roll back',
    );
    expect(says({ kind: 'stop-deployment', deployment: 'main/7f3a1234-a', mode: 'leave' })).toBe(
      'Stop deployment 7f3a1234, leave things as they are',
    );
    expect(says({ kind: 'revoke-task', task: 'flower/9a', terminate: true })).toBe('Terminate task 9a');
  });

  it('is not turned round by a name', () => {
    expect(says({ kind: 'restart-app', app: 'main/a\u202eb' })).toBe('Restart \u2068/a‹U+202E›b\u2069');
  });
});

describe('a gateway that answers with no act', () => {
  it('claims nothing of what became of it where that is not known', () => {
    for (const problem of [null, { code: 'internal', message: 'x' }, { code: 'unknown', message: '502' }]) {
      expect(describeProblem(problem, t)).toMatch(/not known whether it was done; see the Trail/);
    }
    expect(describeProblem({ code: 'not-undoable', message: 'x' }, t)).toBe(
      'That act is not there any more, or nothing can undo it.',
    );
  });
});

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

  it('says that it went by force', () => {
    const intent = { kind: 'scale-app', app: 'main/shop/worker', to: 9, force: true } as const;
    expect(describeAct(act({ intent, state: 'confirmed' }), t)).toBe('Scale /shop/worker to 9: 6 → 9, done, by force');
    expect(describeAct(act({ intent, state: 'conflict' }), t)).toBe(
      'Scale /shop/worker to 9, by force: held by a deployment.',
    );
  });

  it('calls an undo an undo', () => {
    expect(describeAct(act({ undoes: 'b', state: 'confirmed' }), t)).toMatch(/^Undo: Scale/);
  });
});
