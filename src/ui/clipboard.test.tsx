import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Chart } from './chart.tsx';
import { clipboardOf } from './clipboard.ts';

const chart = (
  <Chart
    kind="area"
    label="Depth"
    unit=""
    fromMs={0}
    toMs={1}
    series={[{ id: 'depth', name: 'depth', tone: 'ink-2' }]}
    points={[{ atMs: 0, values: { depth: 5 } }]}
  />
);

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('copying', () => {
  it('is not offered where the browser gives no clipboard, as over plain http', () => {
    vi.stubGlobal('navigator', {});
    render(chart);
    expect(screen.queryByRole('button', { name: 'Copy as CSV' })).toBeNull();
  });

  it('puts the table on the clipboard', () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    render(chart);
    fireEvent.click(screen.getByRole('button', { name: 'Copy as CSV' }));
    expect(writeText).toHaveBeenCalledWith('time,"depth"\n1970-01-01T00:00:00.000Z,5');
  });

  it('says whether the text is there, and lets no refusal go uncaught', async () => {
    const refused = { clipboard: { writeText: () => Promise.reject(new Error('NotAllowedError')) } };
    // The one member that is used.
    expect(await clipboardOf(refused as unknown as Navigator)?.('x')).toBe(false);
  });
});
