import { useId, type InputHTMLAttributes, type Ref, type SelectHTMLAttributes } from 'react';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Shown only to those who cannot see, when the place says it already. */
  labelHidden?: boolean;
  /** What is wrong with it. */
  problem?: string | null;
  ref?: Ref<HTMLInputElement>;
}

/** A line of text to fill in. */
export function Field({ label, labelHidden = false, problem = null, className = '', ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'text-t2 text-ink-2'}>
        {label}
      </label>
      <input
        id={id}
        className="h-8 w-full rounded border border-line-3 bg-bg px-2 text-t3 text-ink"
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        autoComplete="off"
        spellCheck={false}
        {...rest}
      />
      {problem !== null && (
        <span id={`${id}-problem`} className="text-t2 text-fail-t">
          {problem}
        </span>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  label: string;
  labelHidden?: boolean;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
}

/** One of a few, from the browser's own list. */
export function Choice<T extends string>({
  label,
  labelHidden = false,
  value,
  options,
  onChange,
  ...rest
}: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'text-t2 text-ink-2'}>
        {label}
      </label>
      <select
        id={id}
        className="h-8 rounded border border-line-3 bg-bg px-2 text-t3 text-ink"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A box to tick, with its words. */
export function Check({
  label,
  labelHidden = false,
  checked,
  onChange,
}: {
  label: string;
  labelHidden?: boolean;
  checked: boolean | 'mixed';
  onChange(checked: boolean): void;
}) {
  return (
    <label className="inline-flex items-center gap-2">
      <input
        type="checkbox"
        className="size-3.5 accent-[var(--ink)]"
        checked={checked === true}
        ref={(box) => {
          if (box) box.indeterminate = checked === 'mixed';
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={labelHidden ? 'sr-only' : ''}>{label}</span>
    </label>
  );
}
