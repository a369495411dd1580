import { describe, expect, it } from 'vitest';
import type { Target } from '../client/scene.ts';
import { targetOf, weightOf } from '../domain/intent.ts';
import { appRow } from '../protocol/testing/rows.ts';
import { commands, commandsFor } from './command.ts';
import { sections } from './sections.ts';

const row = appRow('main/shop/worker', { version: 'v' });
const running: Target = { kind: 'app', row };
const suspended: Target = { kind: 'app', row: { ...row, wanted: 0, suspendedFrom: 7 } };

describe('the levers', () => {
  it('stand in the same order for every app, with Resume in the place of Suspend', () => {
    const ids = (target: Target) => commandsFor('app').flatMap((one) => (one.intent(target) ? [one.id] : []));
    expect(ids(running)).toEqual([
      'scale-up',
      'scale-down',
      'restart-app',
      'suspend-app',
      'roll-back-app',
      'reset-delay',
    ]);
    expect(ids(suspended).indexOf('resume-app')).toBe(ids(running).indexOf('suspend-app'));
  });

  it('resume to the count from before', () => {
    const resume = commands.find(({ id }) => id === 'resume-app');
    expect(resume?.intent(suspended)).toEqual({ kind: 'resume-app', app: row.key, to: 7 });
  });

  it('act on the thing they are drawn on and on nothing of another kind', () => {
    for (const command of commands) {
      const intent = command.intent(running);
      expect(intent === null || targetOf(intent) === row.key).toBe(true);
      if (command.needs !== 'app') expect(intent).toBeNull();
    }
  });

  it('take their ceremony from the one table', () => {
    for (const command of commands) expect(command.weight).toBe(weightOf[command.kind]);
  });

  it('share a key only where never both apply', () => {
    for (const target of [running, suspended]) {
      const keys = commandsFor('app').flatMap((one) => (one.intent(target) && one.key ? [one.key] : []));
      expect(keys.length).toBe(new Set(keys).size);
    }
    expect(new Set(sections.map(({ key }) => key)).size).toBe(sections.length);
  });
});
