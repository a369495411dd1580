import { useId, type ReactNode } from 'react';

/** A part of the page with its head: a name, a remark, and something at the right. */
export function Section({
  title,
  remark,
  right,
  children,
}: {
  title: string;
  remark?: ReactNode;
  right?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <header className="flex min-h-7 flex-wrap items-baseline gap-x-3 border-b border-line pb-1">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {remark !== undefined && <span className="text-t2 text-ink-2">{remark}</span>}
        {right !== undefined && <span className="ml-auto text-t2 text-ink-3">{right}</span>}
      </header>
      {children}
    </section>
  );
}
