import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { englishVoice, loadVoice, useT } from '../i18n/use-t.tsx';
import { Voiced } from './voiced.tsx';

vi.mock('../i18n/zh-CN/catalog.ts', () => {
  throw new Error('the chunk is gone');
});

afterEach(() => {
  cleanup();
  localStorage.clear();
});

function Word() {
  return <p>{useT()('common.retry')}</p>;
}

describe('the language of the page', () => {
  it('is English when the texts of another one do not come, and never a blank page', async () => {
    localStorage.setItem('signalbox.language', 'zh-CN');
    render(
      <Voiced>
        <Word />
      </Voiced>,
    );
    expect(await screen.findByText('Try again')).toBeTruthy();
    // The document follows what is drawn.
    await waitFor(() => expect(document.documentElement.lang).toBe('en'));
  });

  it('is drawn once where it is English from the start', async () => {
    const drawn = vi.fn();
    const Counted = () => {
      drawn();
      return useT()('common.retry');
    };
    render(
      <Voiced>
        <Counted />
      </Voiced>,
    );
    expect(await loadVoice('en')).toBe(englishVoice);
    // What was loaded is handed over in the same turn.
    await act(async () => undefined);
    expect(drawn).toHaveBeenCalledOnce();
  });
});
