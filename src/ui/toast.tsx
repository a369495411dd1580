import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.tsx';

/** One line about an own act. Its frame never speaks alone: the words say the same. */
export function Toast({
  isTrouble,
  children,
  actions,
  onDismiss,
  onHold,
}: {
  isTrouble: boolean;
  children: ReactNode;
  actions?: ReactNode;
  onDismiss(): void;
  /** Someone points at it or stands in it: then it must not go away under them. */
  onHold?: (isHeld: boolean) => void;
}) {
  const t = useT();
  return (
    <div
      onPointerEnter={() => onHold?.(true)}
      onPointerLeave={() => onHold?.(false)}
      onFocus={() => onHold?.(true)}
      onBlur={() => onHold?.(false)}
      className={`flex max-w-[640px] min-w-72 items-start gap-3 rounded-sheet border bg-raised py-2 pr-1 pl-3 ${
        isTrouble ? 'border-fail' : 'border-edge'
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

/**
 * Where toasts stand: above everything, but never over the levers at the foot of the page (see `useFoot`). They are announced by two
 * regions around them, trouble at once and news in its turn: a region of each toast's own would come too late to be heard.
 */
export function ToastStack({
  label,
  trouble,
  news,
  children,
}: {
  label: string;
  trouble: readonly ReactNode[];
  news: readonly ReactNode[];
  children?: ReactNode;
}) {
  const stack = 'flex flex-col items-end *:pointer-events-auto *:mt-2';
  return (
    <section
      aria-label={label}
      className="pointer-events-none fixed inset-x-3 bottom-[calc(max(4px,var(--foot,0px)/var(--zoom))+8px)] z-50 flex flex-col items-end max-mid:bottom-[calc(max(56px,var(--foot,0px))+8px)]"
    >
      <div className={stack}>{children}</div>
      {trouble.length > 0 && (
        <div role="alert" aria-atomic="false" className={stack}>
          {trouble}
        </div>
      )}
      <div role="status" aria-atomic="false" className={stack}>
        {news}
      </div>
    </section>
  );
}
