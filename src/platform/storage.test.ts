import { describe, expect, it } from 'vitest';
import { pageStore } from './storage.ts';

describe('the store of preferences', () => {
  it('keeps a choice for as long as the page lives where the browser forbids storage', () => {
    const store = pageStore(() => {
      throw new Error('SecurityError');
    });
    expect(store.get('theme')).toBeNull();
    store.set('theme', 'dark');
    expect(store.get('theme')).toBe('dark');
  });
});
