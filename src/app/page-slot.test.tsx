import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PageSlot } from './page-slot.tsx';
import type { PageCode, Route } from './routes.ts';

afterEach(cleanup);

const routeWith = (code: PageCode): Route => ({ id: 'apps', pattern: '/apps', shell: 'desk', code });
const page = { Page: () => <p>The list</p> };

describe('the place of a page', () => {
  it('shows at once a page whose code is there', () => {
    render(<PageSlot route={routeWith({ load: () => Promise.resolve(page), loaded: () => page })} />);
    expect(screen.getByText('The list')).toBeTruthy();
  });

  it('shows a page when its code comes', async () => {
    render(<PageSlot route={routeWith({ load: () => Promise.resolve(page), loaded: () => null })} />);
    expect(screen.queryByText('The list')).toBeNull();
    expect(await screen.findByText('The list')).toBeTruthy();
  });

  it('says that a page did not come, and asks again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const load = vi.fn().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(page);
    render(<PageSlot route={routeWith({ load, loaded: () => null })} />);
    expect((await screen.findByRole('alert')).textContent).toContain('gone');
    fireEvent.click(screen.getByRole('button'));
    expect(await screen.findByText('The list')).toBeTruthy();
  });
});
