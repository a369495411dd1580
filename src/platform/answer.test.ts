import { describe, expect, it } from 'vitest';
import { FaultError, type Fault } from '../domain/fault.ts';
import { escapeSegment } from './address.ts';
import { cutText, pageTitle, parseJson } from './answer.ts';

function faultOf(run: () => unknown): Fault | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
}

describe('a body that should be JSON', () => {
  it('is failing when it is a page, and the page is named by its title', () => {
    const fault = faultOf(() => parseJson('<!doctype html><title> Bad\n gateway </title>', 502, 'info'));
    expect(fault).toEqual({ kind: 'failing', status: 502, text: 'Bad gateway' });
  });

  it('is unreadable when it is cut off, empty or something else, and says where', () => {
    expect(faultOf(() => parseJson('{"a":', 200, 'info'))).toMatchObject({ kind: 'unreadable', path: 'info' });
    expect(faultOf(() => parseJson('', 200, 'info'))).toMatchObject({ kind: 'unreadable', text: 'the body was empty' });
    expect(faultOf(() => parseJson('pong', 200, 'info'))).toMatchObject({ kind: 'unreadable' });
  });

  it('is unreadable when it is nested so deep that whoever walks it would overflow', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(faultOf(() => parseJson(deep, 200, 'app'))).toMatchObject({ kind: 'unreadable', path: 'app' });
  });

  it('may hold brackets within strings', () => {
    const text = `{"cmd":"${'['.repeat(1000)}\\"${'{'.repeat(1000)}"}`;
    expect(parseJson(text, 200, 'app')).toEqual({ cmd: `${'['.repeat(1000)}"${'{'.repeat(1000)}` });
  });
});

describe('words of an upstream', () => {
  it('are cut, but never in the middle of a letter', () => {
    expect(cutText('abc', 2)).toBe('ab');
    expect(cutText('a🐇b', 2)).toBe('a');
    expect(cutText('🐇'.repeat(3000))).toHaveLength(2000);
  });

  it('of a page without a title are its first words', () => {
    expect(pageTitle('<html><body><h2>HTTP ERROR 401</h2> <p>Unauthorized</p></body></html>')).toBe(
      'HTTP ERROR 401 Unauthorized',
    );
  });
});

describe('an id as part of an address', () => {
  it('is escaped', () => {
    expect(escapeSegment('a/b?c#d ü')).toBe('a%2Fb%3Fc%23d%20%C3%BC');
  });

  it.each(['', '.', '..', '\ud800', 'a\udc00'])('is refused when it could mean another address: %j', (id) => {
    expect(faultOf(() => escapeSegment(id))).toMatchObject({ kind: 'refused' });
  });
});
