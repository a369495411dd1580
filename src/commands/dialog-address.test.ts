import { describe, expect, it } from 'vitest';
import { weightOf, type Intent } from '../domain/intent.ts';
import { dialogOf, forceDialogOf, readDialog } from './dialog-address.ts';

const irreversible: readonly Intent[] = [
  { kind: 'kill-instance', app: 'main/shop/worker', instance: 'shop_worker.a~b%', scale: true },
  { kind: 'kill-instance', app: 'main/shop/worker', instance: 'x', scale: false },
  { kind: 'stop-deployment', deployment: 'main/7f3a', mode: 'roll-back' },
  { kind: 'stop-deployment', deployment: 'main/7f3a', mode: 'leave' },
  { kind: 'purge-queue', queue: 'mq/%2F/images~1' },
  { kind: 'shut-down-worker', worker: 'flower/celery@a' },
  { kind: 'revoke-task', task: 'flower/uuid', terminate: true },
  { kind: 'revoke-task', task: 'flower/uuid', terminate: false },
];

describe("a dialog's address", () => {
  it.each(irreversible)('leads back to what it asks about: $kind', (intent) => {
    const address = dialogOf(intent);
    expect(readDialog(address ?? undefined)).toEqual({ kind: 'intent', intent });
  });

  it('exists for every irreversible intent', () => {
    const kinds = Object.entries(weightOf).flatMap(([kind, weight]) => (weight === 'irreversible' ? [kind] : []));
    expect(new Set(irreversible.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  it('leads to an act to be forced', () => {
    expect(readDialog(forceDialogOf('a-1'))).toEqual({ kind: 'force', actId: 'a-1' });
  });

  it.each([
    undefined,
    '',
    'purge-queue',
    'purge-queue~nokey',
    'scale-app~main/a',
    'stop-deployment~main/a~sideways',
    'kill-instance~main/a',
    'x~y~z',
  ])('opens nothing for %j', (text) => {
    expect(readDialog(text)).toBeNull();
  });
});
