import { useId, type ReactNode } from 'react';

/** One of the overview's small pictures: what it shows, how to read it, and how fresh it is when that matters. */
export function Glance({
  title,
  hint,
  fresh,
  children,
}: {
  title: string;
  hint: string;
  fresh?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <header className="mb-1 flex items-baseline justify-between gap-3">
        <h2 id={id} className="text-t3 font-semibold">
          {title}
        </h2>
        <span className="flex gap-3 text-t2 text-ink-3">
          {fresh}
          <span>{hint}</span>
        </span>
      </header>
      {children}
    </section>
  );
}
