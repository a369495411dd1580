import { describe, expect, it } from 'vitest';
import type { ActRow } from '../protocol/rows.ts';
import { actRow as act } from '../protocol/testing/rows.ts';
import { actSince } from './act-since.ts';

const first = act('first');
const since = (...later: readonly ActRow[]) => actSince(first, [act('before'), first, ...later])?.id ?? null;

describe('what changed a thing since an act', () => {
  it('is the newest act on it that was taken', () => {
    expect(since()).toBeNull();
    expect(since(act('b'), act('c', { state: 'sent' }))).toBe('c');
    expect(since(act('b', { target: 'main/other' }))).toBeNull();
  });

  it('is none that came to nothing, or was taken back again', () => {
    expect(since(act('b', { state: 'refused' }), act('c', { state: 'timed-out' }))).toBeNull();
    expect(since(act('b', { state: 'undone' }), act('c', { undoes: 'b' }))).toBeNull();
    expect(since(act('b'), act('c', { undoes: 'b', state: 'sent' }))).toBe('b');
  });

  it('is none that leaves the thing as it is wanted to be', () => {
    const app = 'main/a';
    expect(since(act('b', { intent: { kind: 'restart-app', app } }))).toBeNull();
    expect(since(act('b', { intent: { kind: 'kill-instance', app, instance: 'i', scale: false } }))).toBeNull();
    expect(since(act('b', { intent: { kind: 'kill-instance', app, instance: 'i', scale: true } }))).toBe('b');
  });

  it('is the undoing of what came before it', () => {
    expect(since(act('c', { undoes: 'before' }))).toBe('c');
  });
});
