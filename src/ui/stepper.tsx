import { useState } from 'react';
import { count } from '../i18n/format.ts';

interface StepperProps {
  /** Named for those who cannot see: what is counted, of what. */
  label: string;
  labelLess: string;
  labelMore: string;
  /** What is wanted now, by the upstream. */
  value: number;
  /** What has been asked for and is not confirmed: shown beside what is. */
  asked?: number | null;
  min?: number;
  max?: number;
  /** Disabled, and why. */
  reason?: string | null;
  size?: 'row' | 'regular' | 'thumb';
  /** Nothing runs by a step: then what was typed counts also when the field is left. */
  takesOnBlur?: boolean;
  onStep(to: number): void;
}

const heights = { row: 'h-6 w-22', regular: 'h-7 w-24', thumb: 'h-11 w-full' } as const;

/** One down, the number, one up; the number can be typed. Asked stands beside what is. */
export function Stepper({
  label,
  labelLess,
  labelMore,
  value,
  asked = null,
  min = 0,
  max = 10_000,
  reason = null,
  size = 'regular',
  takesOnBlur = false,
  onStep,
}: StepperProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const base = asked ?? value;
  const isOff = reason !== null;
  const step = (to: number) => {
    if (!isOff && to >= min && to <= max) onStep(to);
  };
  const take = () => {
    const to = draft === null || draft.trim() === '' ? Number.NaN : Number(draft);
    setDraft(null);
    if (Number.isInteger(to) && to !== base) step(to);
  };
  const side = `grid w-7 shrink-0 place-items-center self-stretch ${isOff ? '!cursor-default' : 'hover:bg-hover'}`;
  return (
    <span
      role="group"
      aria-label={label}
      title={reason ?? undefined}
      className={`inline-flex items-center rounded border ${heights[size]} ${isOff ? 'border-dashed border-line-2 text-ink-3' : asked === null ? 'border-line-2' : 'border-ink-2'}`}
    >
      <button
        type="button"
        className={side}
        aria-label={labelLess}
        aria-disabled={isOff || base <= min || undefined}
        onClick={() => step(base - 1)}
      >
        −
      </button>
      {asked !== null && asked !== value && draft === null && (
        <span className="shrink-0 pl-1 text-t2 whitespace-nowrap text-ink-3">{count(value)}→</span>
      )}
      <input
        aria-label={label}
        inputMode="numeric"
        className="w-full min-w-0 bg-transparent text-center font-medium"
        value={draft ?? String(base)}
        readOnly={isOff}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value.replace(/\D/g, '').slice(0, 5))}
        onBlur={() => (takesOnBlur ? take() : setDraft(null))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          else if (event.key === 'Escape') setDraft(null);
          else if (event.key === 'ArrowUp') step(base + 1);
          else if (event.key === 'ArrowDown') step(base - 1);
          else return;
          event.stopPropagation();
          event.preventDefault();
        }}
      />
      <button
        type="button"
        className={side}
        aria-label={labelMore}
        aria-disabled={isOff || base >= max || undefined}
        onClick={() => step(base + 1)}
      >
        +
      </button>
    </span>
  );
}
