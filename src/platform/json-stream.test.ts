import { describe, expect, it } from 'vitest';
import { newBreath } from './breath.ts';
import type { HttpAnswer } from './http.ts';
import { readElements } from './json-stream.ts';

function answerOf(bytes: Uint8Array): HttpAnswer {
  return {
    status: 200,
    headers: new Headers(),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
    },
    text: () => Promise.resolve(new TextDecoder().decode(bytes)),
  };
}

describe('reading a long list', () => {
  it('lets timers run in between, however fast the bytes come', async () => {
    const body = new TextEncoder().encode(`[${'{"a":"bcdefghijklmnopqrstuvwxyz"},'.repeat(100_000)}1]`);
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
    }, 0);
    let elements = 0;
    for await (const element of readElements(answerOf(body), 'list', 'bare')) elements = element.index + 1;
    clearInterval(timer);
    expect(elements).toBe(100_001);
    expect(beats).toBeGreaterThan(2);
  });

  it('counts the work its reader does with an element as its own', async () => {
    let nowMs = 0;
    let breaths = 0;
    const breath = newBreath(8, () => nowMs);
    const counted = {
      due: () => breath.due(),
      take: () => {
        breaths += 1;
        return breath.take();
      },
    };
    for await (const _ of readElements(answerOf(new TextEncoder().encode('[1,2,3,4,5,6]')), 'list', 'bare', counted))
      nowMs += 4;
    expect(breaths).toBe(3);
  });
});
