import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useT } from '../i18n/use-t.tsx';
import { Button } from './button.tsx';

interface DialogProps {
  title: ReactNode;
  onClose(): void;
  /** While something is on its way the dialog stays, so that the answer is read. */
  busy?: boolean;
  children: ReactNode;
  /** Buttons, the decisive one last; "Cancel" is drawn before them. */
  actions?: ReactNode;
  wide?: boolean;
}

/** A modal sheet on the browser's own dialog: focus, Escape and what lies behind are its business. */
export function Dialog({ title, onClose, busy = false, children, actions, wide = false }: DialogProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Syncs with the browser: a dialog is modal only when it was opened by a call. Closed while it still stands in the page, or the browser
  // would not give the focus back: hence a layout effect.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className={`m-auto w-[calc(100vw-32px)] ${wide ? 'max-w-[880px]' : 'max-w-[520px]'} rounded-sheet border border-edge bg-raised p-0 text-ink`}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
    >
      <div className="flex flex-col gap-4 p-5">
        <h2 id={titleId} className="text-t4 font-semibold break-words">
          {title}
        </h2>
        {children}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <Button look="quiet" onClick={onClose} reason={null} busy={busy}>
            {actions === undefined ? t('common.close') : t('common.cancel')}
          </Button>
          {actions}
        </div>
      </div>
    </dialog>
  );
}
