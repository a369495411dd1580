import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChromium } from './chromium.mjs';

afterEach(() => vi.unstubAllEnvs());

describe('the search for a Chromium', () => {
  it('takes the one that CHROMIUM_PATH names', async () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    expect(await findChromium()).toEqual({ path: process.execPath });
  });

  it('says so when CHROMIUM_PATH names nothing, instead of taking another', async () => {
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    expect(await findChromium()).toEqual({
      missing: 'CHROMIUM_PATH says /nowhere/chromium, but there is no such file.',
    });
  });
});
