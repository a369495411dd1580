import { describe, expect, it } from 'vitest';
import { parseSearch, paths, writeSearch } from './place.ts';

describe('addresses', () => {
  it('hold keys whose vhost is a slash', () => {
    expect(paths.queue('mq/%2F/images')).toBe('/queues/mq/%252F/images');
  });

  it('hold keys with everything a name may have', () => {
    expect(paths.worker('flower/celery@a b?#')).toBe('/workers/flower/celery%40a%20b%3F%23');
  });

  it('keep filters as texts and drop what is empty', () => {
    expect(writeSearch({ q: 'a b&c', state: undefined, sort: '' })).toBe('?q=a+b%26c');
    expect(writeSearch({})).toBe('');
    expect(parseSearch('?q=a+b%26c&dialog=keys')).toEqual({ q: 'a b&c', dialog: 'keys' });
  });

  it('read what makes no sense without breaking', () => {
    expect(parseSearch('?%E0%A4%A=1&&=&q=%')).toMatchObject({ q: '%' });
  });
});
