import { useState } from 'react';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { useNow } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { versionName } from '../../../commands/version-name.ts';
import type { AppDoc, VersionRow } from '../../../protocol/rows.ts';
import { inSentence, oneLine } from '../../../ui/hostile.ts';
import { useScrollOnce } from '../../../ui/use-scroll-once.ts';
import { Section } from './section.tsx';
import { VersionDetail } from './version-detail.tsx';

const mostShown = 8;

/** The stored versions; one at a time is read and held against what runs. Which one is in the address. */
export function Versions({ doc }: { doc: AppDoc }) {
  const t = useT();
  const place = usePlace();
  const [isAll, setAll] = useState(false);
  const open = place.search['version'] ?? null;
  const [named] = useState(open);
  // One that a link names is drawn however old it is.
  const at = doc.versions.findIndex(({ version }) => version === open);
  const shown = isAll || at >= mostShown ? doc.versions : doc.versions.slice(0, mostShown);
  const hidden = doc.versions.length - shown.length;
  return (
    <Section title={t('app.versions')} right={count(doc.versions.length)}>
      {doc.versions.length === 0 && <p className="py-2 text-ink-3">{t('app.versionsNone')}</p>}
      {open !== null && at < 0 && (
        <p role="status" className="py-2 text-wait-t">
          {t('app.version.unknown', { version: inSentence(open, 60) })}
        </p>
      )}
      <ul>
        {shown.map((version) => (
          <Version
            key={version.version}
            doc={doc}
            version={version}
            isOpen={open === version.version}
            isNamed={named === version.version}
            onToggle={() => place.set({ version: open === version.version ? undefined : version.version })}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <button
          type="button"
          className="mt-1 underline decoration-line-3 underline-offset-4"
          onClick={() => setAll(true)}
        >
          {t('app.version.all', { count: doc.versions.length })}
        </button>
      )}
    </Section>
  );
}

interface VersionProps {
  doc: AppDoc;
  version: VersionRow;
  isOpen: boolean;
  /** The address named it when the page was opened. */
  isNamed: boolean;
  onToggle(): void;
}

function Version({ doc, version, isOpen, isNamed, onToggle }: VersionProps) {
  const t = useT();
  const name = versionName(version.version, useNow(60_000));
  return (
    <li ref={useScrollOnce<HTMLLIElement>(isNamed)} className="border-b border-line">
      <div className="flex min-h-8 items-center gap-3">
        <span
          className={`w-32 shrink-0 ${version.current ? 'font-semibold' : ''}`}
          title={oneLine(version.version, 60)}
        >
          {name}
        </span>
        <span className="min-w-0 flex-1 truncate text-t2 text-ink-2">
          {version.phantom
            ? t('app.version.phantom')
            : version.current
              ? t('app.version.current')
              : version.instances === null
                ? ''
                : t('app.version.instances', { count: version.instances })}
        </span>
        {!version.current && !version.phantom && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${t(isOpen ? 'app.version.hide' : 'app.version.compare')} ${name}`}
            className="shrink-0 underline decoration-line-3 underline-offset-4 hover:decoration-ink max-mid:h-11"
            onClick={onToggle}
          >
            {t(isOpen ? 'app.version.hide' : 'app.version.compare')}
          </button>
        )}
      </div>
      {isOpen && !version.current && !version.phantom && <VersionDetail doc={doc} version={version.version} />}
    </li>
  );
}
