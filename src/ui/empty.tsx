import type { ReactNode } from 'react';

/** What stands where nothing is: what would fill it, and how. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 py-10">
      <p className="text-t4 font-medium">{title}</p>
      {children !== undefined && <div className="max-w-[60ch] text-ink-2">{children}</div>}
      {action}
    </div>
  );
}
