import { useMemo } from 'react';
import { useT } from '../../../i18n/use-t.tsx';
import type { Json } from '../../../domain/version.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { manyLines } from '../../../ui/hostile.ts';
import { Section } from './section.tsx';

/** The whole configuration as plain text. */
export function ConfigView({ config }: { config: Json }) {
  const t = useT();
  const text = useMemo(() => JSON.stringify(config, null, 2), [config]);
  return (
    <Section title={t('app.config')} right={<CopyButton label={t('app.config.copy')} textOf={() => text} />}>
      <pre className="mt-2 rounded bg-sunk p-3 font-mono text-t2 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {manyLines(text, 60_000)}
      </pre>
    </Section>
  );
}
