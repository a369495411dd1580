import { useT } from '../../../i18n/use-t.tsx';
import type { SourceRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { StateShape } from '../../../ui/state-mark.tsx';
import type { Headline } from '../view.ts';

/** The page's first line: how many things need someone, or that all is as wanted, or that nobody can say. */
export function HeadLine({ headline, sources }: { headline: Headline; sources: readonly SourceRow[] }) {
  const t = useT();
  // While nothing is known yet every source is still being connected to: then only those that are lost are worth naming.
  const isFirst = headline.kind === 'unknown';
  const lost = sources.filter(({ state }) => state === 'lost' || (state === 'connecting' && !isFirst));
  return (
    <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <h1 className="text-t6 font-semibold">{titleOf(headline)}</h1>
      <p className="text-ink-2">{detailOf(headline)}</p>
      {lost.length > 0 && (
        <p className="flex items-center gap-1.5 text-lost-t">
          <StateShape state="source-lost" />
          {t('overview.without', { names: lost.map((source) => oneLine(source.name, 40)).join(', ') })}
        </p>
      )}
    </header>
  );

  function titleOf(line: Headline): string {
    switch (line.kind) {
      case 'unknown':
        return t('overview.unknown');
      case 'empty':
        return t('overview.empty');
      case 'calm':
        return t('overview.calm', { count: line.apps });
      case 'moving':
        return t('overview.asWanted', { wanted: line.asWanted, count: line.apps });
      case 'needs':
        return t('overview.needs', { count: line.count });
    }
  }

  function detailOf(line: Headline): string {
    switch (line.kind) {
      case 'unknown':
        return t('overview.unknownDetail');
      case 'empty':
        return t('overview.emptyDetail');
      case 'calm':
        return t('overview.calmDetail');
      case 'moving':
        return t('overview.movingDetail', { count: line.apps - line.asWanted });
      case 'needs':
        return line.apps === 0 ? '' : t('overview.asWanted', { wanted: line.asWanted, count: line.apps });
    }
  }
}
