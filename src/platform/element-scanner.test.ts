import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import { ElementScanner, type ListForm } from './element-scanner.ts';

const encoder = new TextEncoder();

/** Reads a body in pieces of `size` bytes. */
function read(
  body: string,
  size = 1_000_000,
  form: ListForm = body.trim().startsWith('[') ? 'bare' : 'named',
): { texts: string[]; hashes: string[]; fault: FaultError | null } {
  const bytes = encoder.encode(body);
  const scanner = new ElementScanner('apps', form, 200);
  const texts: string[] = [];
  const hashes: string[] = [];
  try {
    for (let at = 0; at < bytes.length; at += size) {
      scanner.push(bytes.subarray(at, at + size));
      for (let element = scanner.next(); element; element = scanner.next()) {
        texts.push(element.text());
        hashes.push(element.hash);
      }
    }
    scanner.finish();
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { texts, hashes, fault: error };
  }
  return { texts, hashes, fault: null };
}

describe('the elements of one array', () => {
  const body =
    '{"x":{"apps":[9]},"apps":[{"id":"/a","l":["]",","]}, 1 ,"s,}]\\"",[[]],null],"after":["apps",{"y":[]}]}';
  const expected = ['{"id":"/a","l":["]",","]}', ' 1 ', '"s,}]\\""', '[[]]', 'null'];

  it('are found in an object by name, at the top level only', () => {
    expect(read(body)).toMatchObject({ texts: expected, fault: null });
  });

  it('are the same however the bytes are cut into pieces', () => {
    const whole = read(body);
    for (let size = 1; size < 40; size += 1) expect(read(body, size)).toEqual(whole);
  });

  it('are found in a bare array, after a byte order mark and spaces', () => {
    expect(read('\uFEFF \n[{"a":1},{"a":2}] \n', 10, 'bare').texts).toEqual(['{"a":1}', '{"a":2}']);
  });

  it('are none in an empty array', () => {
    expect(read('{"apps":[ ]}')).toEqual({ texts: [], hashes: [], fault: null });
    expect(read('[]')).toEqual({ texts: [], hashes: [], fault: null });
  });

  it('may hold letters that were cut in two between pieces', () => {
    expect(read('["队列🐇"]', 1).texts).toEqual(['"队列🐇"']);
  });

  it('have the same hash for the same text and another for another', () => {
    const { hashes } = read('[{"n":1},{"n":2},{"n":1},{"n":1 }]');
    expect(hashes[0]).toBe(hashes[2]);
    expect(new Set(hashes).size).toBe(3);
  });

  it('are handed on even when they are no JSON, so that only they are lost', () => {
    expect(read('[{"a":1},{oops},{"a":2}]').texts).toEqual(['{"a":1}', '{oops}', '{"a":2}']);
  });
});

describe('a body that is not what was due', () => {
  it('cut off at any byte is unreadable, and says how far it was read', () => {
    const body = '{"apps":[{"id":"/a"},{"id":"/b"}],"x":"y"}';
    for (let length = 0; length < body.length; length += 1) {
      const { texts, fault } = read(body.slice(0, length));
      expect(fault?.fault.kind).toBe('unreadable');
      for (const text of texts) expect(() => JSON.parse(text)).not.toThrow();
    }
    expect(read('{"apps":[{"id":"/a"},{"id":"/').fault?.fault).toEqual({
      kind: 'unreadable',
      path: 'apps[1]',
      text: 'cut off after 29 bytes; 1 whole elements were read before',
    });
  });

  it('is failing when it is a page, with the title of the page', () => {
    const page = '<html>\n<head><title>Error 502 Connection to leader refused.</title></head><body></body></html>';
    expect(read(page).fault?.fault).toEqual({
      kind: 'failing',
      status: 200,
      text: 'Error 502 Connection to leader refused.',
    });
  });

  it.each([
    ['null', 'not an object: null'],
    ['pong', 'pong'],
    ['{}', 'no list'],
    ['{"apps":{"a":[1]}}', 'no list'],
    ['{"apps":"[1]"}', 'no list'],
    ['{"other":["apps"]}', 'no list'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['[1]]', 'after the end'],
    ['[{"a":1}}]', 'do not match'],
  ])('is unreadable when it is %s', (body, why) => {
    const { fault } = read(body);
    expect(fault?.fault).toMatchObject({ kind: 'unreadable', text: expect.stringContaining(why) });
  });

  it('is unreadable when the list stands where none is due: it would be taken for an empty cluster', () => {
    expect(read('[]', 10, 'named').fault?.fault).toMatchObject({ kind: 'unreadable', text: 'not an object: []' });
    expect(read('{}', 10, 'bare').fault?.fault).toMatchObject({ kind: 'unreadable', text: 'not a list: {}' });
  });

  it('nested a million deep neither overflows nor takes long', () => {
    const depth = 1_000_000;
    const { texts, fault } = read(`[${'['.repeat(depth)}${']'.repeat(depth)},1]`, 65_536);
    expect(fault).toBeNull();
    expect(texts.map((text) => text.length)).toEqual([2 * depth, 1]);
  });
});
