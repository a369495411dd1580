import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';
import { Freshness } from './freshness.tsx';
import { SkeletonRows } from './skeleton.tsx';
import { sparkPaths } from './sparkline.tsx';
import { StateMark } from './state-mark.tsx';
import { Stepper } from './stepper.tsx';
import { Track } from './track.tsx';
import { VirtualRows } from './virtual-rows.tsx';

afterEach(cleanup);

/** What stands in a track, block by block: a run of plain blocks is one striped element, as wide as its blocks (10 px apart in a list). */
const states = (container: HTMLElement) =>
  [...container.querySelectorAll<HTMLElement>('.slot, .slot-tick')].flatMap((slot) => {
    const blocks = slot.classList.contains('stripe') ? (Number.parseFloat(slot.style.width) + 2) / 10 : 1;
    return Array.from({ length: blocks }, () => slot.getAttribute('data-state') ?? 'tick');
  });

describe('the track', () => {
  it('draws one block per instance, in the order given', () => {
    const segments = [
      { state: 'healthy', count: 2 },
      { state: 'failing', count: 1 },
      { state: 'missing', count: 1 },
    ] as const;
    const { container } = render(<Track segments={segments} wanted={4} size="list" label="3 of 4" />);
    expect(states(container)).toEqual(['healthy', 'healthy', 'failing', 'missing']);
    expect(screen.getByRole('img', { name: '3 of 4' })).toBeTruthy();
  });

  it('marks the wanted count when more run', () => {
    const { container } = render(
      <Track segments={[{ state: 'healthy', count: 4 }]} wanted={3} size="list" label="4 of 3" />,
    );
    expect(states(container)).toEqual(['healthy', 'healthy', 'healthy', 'tick', 'healthy']);
  });

  it('is a flat line when none is wanted', () => {
    const { container } = render(<Track segments={[]} size="list" label="none wanted" />);
    expect(states(container)).toEqual(['suspended']);
  });

  it('stands by lengths with counts past sixty', () => {
    const segments = [
      { state: 'healthy', count: 80 },
      { state: 'waiting', count: 4 },
    ] as const;
    const { container } = render(<Track segments={segments} size="list" label="80 of 84" />);
    expect(states(container)).toEqual(['healthy', 'waiting']);
    expect(container.textContent).toBe('80');
  });
});

describe('a button', () => {
  it('that cannot be used keeps its place and says why', () => {
    const run = vi.fn<() => void>();
    render(
      <Button reason="read only here" title="Restart /a" onClick={run}>
        Restart
      </Button>,
    );
    const button = screen.getByRole('button', { name: /Restart.*read only here/ });
    fireEvent.click(button);
    expect(run).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.title).toBe('read only here');
  });
});

describe('the stepper', () => {
  const draw = (asked: number | null, reason: string | null = null) => {
    const onStep = vi.fn<(to: number) => void>();
    render(
      <Stepper
        label="Instances of /a"
        labelLess="less"
        labelMore="more"
        value={6}
        asked={asked}
        reason={reason}
        onStep={onStep}
      />,
    );
    return onStep;
  };

  it('steps from what was asked, not from what is', () => {
    const onStep = draw(9);
    fireEvent.click(screen.getByRole('button', { name: 'more' }));
    expect(onStep).toHaveBeenCalledWith(10);
    expect(screen.getByText('6→')).toBeTruthy();
  });

  it('takes a typed number on Enter and forgets it on Escape', () => {
    const onStep = draw(null);
    const field = screen.getByRole('textbox', { name: 'Instances of /a' });
    fireEvent.change(field, { target: { value: '12x' } });
    fireEvent.keyDown(field, { key: 'Escape' });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onStep).not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: '12' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onStep).toHaveBeenCalledWith(12);
  });

  it('keeps what was typed when its field is left, where nothing runs by it', () => {
    const onStep = vi.fn<(to: number) => void>();
    const part = (takesOnBlur: boolean) => (
      <Stepper label="Each" labelLess="less" labelMore="more" value={6} takesOnBlur={takesOnBlur} onStep={onStep} />
    );
    const { rerender } = render(part(false));
    const field = screen.getByRole('textbox', { name: 'Each' });
    fireEvent.change(field, { target: { value: '12' } });
    fireEvent.blur(field);
    expect(onStep).not.toHaveBeenCalled();
    rerender(part(true));
    fireEvent.change(field, { target: { value: '12' } });
    fireEvent.blur(field);
    expect(onStep).toHaveBeenCalledWith(12);
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.blur(field);
    expect(onStep).toHaveBeenCalledTimes(1);
  });

  it('does nothing while it has a reason not to', () => {
    const onStep = draw(null, 'read only here');
    fireEvent.click(screen.getByRole('button', { name: 'less' }));
    expect(onStep).not.toHaveBeenCalled();
  });
});

describe('the state mark', () => {
  it('says a state by word and shape, not by colour alone', () => {
    const { container } = render(<StateMark state="failing" />);
    expect(container.textContent).toBe('Failing');
    expect(states(container)).toEqual(['failing']);
  });

  it('has no shape for what is calm, where it is asked to be quiet', () => {
    const { container } = render(<StateMark state="healthy" quiet />);
    expect(container.textContent).toBe('Running');
    expect(states(container)).toEqual([]);
  });
});

describe('freshness', () => {
  const status = { state: 'live', lostSinceMs: null, nextTryAtMs: null } as const;

  it('is silent while fresh', () => {
    const { container } = render(<Freshness status={status} ageMs={900} nowMs={0} />);
    expect(container.textContent).toBe('');
  });

  it('is an age when late, and says since when and until when once lost', () => {
    const { container, rerender } = render(
      <Freshness status={{ ...status, state: 'late' }} ageMs={12_000} nowMs={0} />,
    );
    expect(container.textContent).toBe('12 s');
    const lostSinceMs = new Date(2026, 10, 21, 14, 2, 11).getTime();
    const nowMs = lostSinceMs + 60_000;
    const lost = { state: 'lost', lostSinceMs, nextTryAtMs: nowMs + 8000 } as const;
    rerender(<Freshness status={lost} ageMs={60_000} nowMs={nowMs} />);
    expect(container.textContent).toBe('lost since 14:02:11, next try in 8 s');
    rerender(<Freshness status={lost} ageMs={60_000} nowMs={nowMs} brief />);
    expect(container.textContent).toBe('lost since 14:02');
  });
});

describe('a sparkline', () => {
  it('leaves a gap where nothing was measured', () => {
    const { line } = sparkPaths([1, 2, null, 3, 4], 40, 10);
    expect(line.match(/M/g)).toHaveLength(2);
  });

  it('is nothing when nothing was measured', () => {
    expect(sparkPaths([null, null], 40, 10)).toEqual({ line: '', area: '' });
  });
});

describe('rows on their way', () => {
  it('say that they are, so that nobody takes them for the answer', () => {
    render(<SkeletonRows rows={3} label="Loading" />);
    expect(screen.getByRole('status', { name: 'Loading', busy: true })).toBeTruthy();
  });
});

describe('a long list', () => {
  it('holds few rows of many and says how many there are', () => {
    render(
      <VirtualRows
        count={10_000}
        rowHeight={32}
        keyOf={(i) => `r${i}`}
        row={(i) => <span>row {i}</span>}
        label="Apps"
      />,
    );
    expect(screen.getByRole('table', { name: 'Apps' }).getAttribute('aria-rowcount')).toBe('10000');
    expect(screen.getAllByRole('row').length).toBeLessThan(120);
  });
});
