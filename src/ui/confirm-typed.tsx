import { useId } from 'react';
import { useT } from '../i18n/use-t.tsx';
import { inSentence } from './hostile.ts';

/** A field that asks for a name to be typed, before what cannot be undone. */
export function ConfirmTyped({ name, value, onChange }: { name: string; value: string; onChange(text: string): void }) {
  const t = useT();
  const id = useId();
  return (
    <label htmlFor={id} className="flex flex-col gap-1 text-t2 text-ink-2">
      <span className="break-all">{t('common.typeToConfirm', { name: inSentence(name, 1000) })}</span>
      <input
        id={id}
        className="h-8 rounded border border-line-3 bg-bg px-2 font-mono text-t3 text-ink"
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
