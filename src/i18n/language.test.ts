import { describe, expect, it } from 'vitest';
import { detectLanguage } from './language.ts';

describe("the reader's language", () => {
  it.each([
    [['zh-TW', 'en'], 'zh-CN'],
    [['de-DE', 'zh'], 'zh-CN'],
    [['de', 'en-GB', 'zh'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ] as const)('of %j is %s', (wished, language) => {
    expect(detectLanguage(wished)).toBe(language);
  });
});
