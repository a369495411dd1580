import { useState } from 'react';
import { useT } from '../i18n/use-t.tsx';
import { Button } from './button.tsx';

/** Copies a text. Browsers hand out the clipboard to pages that came over TLS or from this machine: elsewhere it says so. */
export function CopyButton({ label, textOf }: { label: string; textOf(): string }) {
  const t = useT();
  const [came, setCame] = useState<'copied' | 'failed' | null>(null);
  const copy = () => {
    void navigator.clipboard.writeText(textOf()).then(
      () => setCame('copied'),
      () => setCame('failed'),
    );
  };
  return (
    <Button look="link" size="row" reason={'clipboard' in navigator ? null : t('common.noClipboard')} onClick={copy}>
      <span aria-live="polite">
        {came === null ? label : t(came === 'copied' ? 'common.copied' : 'common.copyFailed')}
      </span>
    </Button>
  );
}
