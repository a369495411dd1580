import { describe, expect, it } from 'vitest';
import { sayName, shortTaskId } from './names.ts';

describe('task ids', () => {
  it('are shown by what tells them apart', () => {
    expect(shortTaskId('media_video.instance-ed8a1f20-c6b1-11f0-9b2f-0242ac110002._app.2')).toBe('ed8a1f20.2');
    expect(shortTaskId('shop_web.4f3c2a10-c6b1-11f0-9b2f-0242ac110002')).toBe('4f3c2a10');
    expect(shortTaskId('by-hand')).toBe('by-hand');
  });
});

describe('a name in a sentence', () => {
  it('cannot turn the sentence round', () => {
    expect(sayName('main/shop/api', 'app')).toBe('/shop/api');
    expect(sayName('rabbit/%2F/or\u202eders', 'queue')).toBe('\u2068or‹U+202E›ders\u2069');
  });
});
