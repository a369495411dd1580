import { useMemo, useState } from 'react';
import { useT } from '../../../i18n/use-t.tsx';
import type { Json } from '../../../domain/version.ts';
import { clipboardOf } from '../../../ui/clipboard.ts';
import { manyLines } from '../../../ui/hostile.ts';
import { Section } from './section.tsx';

/** The whole configuration as plain text. */
export function ConfigView({ config }: { config: Json }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const text = useMemo(() => JSON.stringify(config, null, 2), [config]);
  const copy = clipboardOf(navigator);
  return (
    <Section
      title={t('app.config')}
      right={
        copy === null ? undefined : (
          <button
            type="button"
            className="underline decoration-line-3 underline-offset-4 hover:text-ink"
            onClick={() => void copy(text).then(setCopied)}
          >
            {t(copied ? 'common.copied' : 'app.config.copy')}
          </button>
        )
      }
    >
      <pre className="mt-2 rounded bg-sunk p-3 font-mono text-t2 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {manyLines(text, 60_000)}
      </pre>
    </Section>
  );
}
