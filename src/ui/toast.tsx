import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.tsx';

/** One line about an own act. `tone` never speaks alone: the words say the same. */
export function Toast({
  tone,
  children,
  actions,
  onDismiss,
  onHold,
}: {
  tone: 'news' | 'trouble';
  children: ReactNode;
  actions?: ReactNode;
  onDismiss(): void;
  /** Someone points at it or stands in it: then it must not go away under them. */
  onHold?: (isHeld: boolean) => void;
}) {
  const t = useT();
  return (
    <div
      role={tone === 'trouble' ? 'alert' : 'status'}
      onPointerEnter={() => onHold?.(true)}
      onPointerLeave={() => onHold?.(false)}
      onFocus={() => onHold?.(true)}
      onBlur={() => onHold?.(false)}
      className={`flex max-w-[640px] min-w-72 items-start gap-3 rounded-sheet border bg-raised py-2 pr-1 pl-3 ${
        tone === 'trouble' ? 'border-fail' : 'border-edge'
      }`}
    >
      <div className="min-w-0 flex-1 py-0.5 break-words">{children}</div>
      {actions}
      <button type="button" className="grid size-6 place-items-center text-ink-3 hover:text-ink" onClick={onDismiss}>
        <span aria-hidden="true">×</span>
        <span className="sr-only">{t('common.dismiss')}</span>
      </button>
    </div>
  );
}

/** Where toasts stand: above everything, but never over the levers at the foot of the page (see `useFoot`). */
export function ToastStack({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="pointer-events-none fixed inset-x-3 bottom-[calc(max(4px,var(--foot,0px))+8px)] z-50 flex flex-col items-end gap-2 *:pointer-events-auto max-mid:bottom-[calc(max(56px,var(--foot,0px))+8px)]"
    >
      {children}
    </section>
  );
}
