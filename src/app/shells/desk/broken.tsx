import { useT } from '../../../i18n/use-t.tsx';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';

/** Stands where a page broke; rail and bar stay. */
export function Broken({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const t = useT();
  return (
    <div role="alert" className="px-6">
      <Empty title={t('shell.broken')} action={<Button onClick={onRetry}>{t('common.retry')}</Button>}>
        <code className="font-mono text-t2 break-words">
          {error instanceof Error ? error.message.slice(0, 300) : ''}
        </code>
      </Empty>
    </div>
  );
}
