import { useState } from 'react';
import { useDoc, useNow } from '../../../client/live.tsx';
import { usePending } from '../../../client/acts.ts';
import { useRefusal } from '../../../client/scene.ts';
import { usePull } from '../../../commands/levers.ts';
import { versionName } from '../../../commands/version-name.ts';
import { diffConfigs, type Difference } from '../../../domain/diff.ts';
import type { Intent } from '../../../domain/intent.ts';
import type { Json } from '../../../domain/version.ts';
import { describeFault, describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppDoc } from '../../../protocol/rows.ts';
import { topics } from '../../../protocol/topics.ts';
import { Button } from '../../../ui/button.tsx';
import { Check } from '../../../ui/field.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { fieldOf } from '../config-parts.ts';

/** A stored version held against what runs, and the way back to it. */
export function VersionDetail({ doc, version }: { doc: AppDoc; version: string }) {
  const t = useT();
  const { doc: stored, fault, missing } = useDoc('version', topics.version(doc.row.key, version));
  if (missing) return <p className="pb-2 text-ink-3">{t('app.version.phantom')}</p>;
  if (stored === null) {
    return (
      <p role="status" className="pb-2 text-ink-2">
        {fault === null ? t('app.version.reading') : t('app.version.unread', { fault: describeFault(fault.fault, t) })}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2 pb-3">
      <Diff today={doc.config} then={stored.config} version={version} />
      <RollBack doc={doc} version={version} then={stored.config} />
    </div>
  );
}

function Diff({ today, then, version }: { today: Json; then: Json; version: string }) {
  const t = useT();
  const nowMs = useNow(60_000);
  const changes = diffConfigs(today, then).filter(({ path }) => path[0] !== 'instances');
  if (changes.length === 0) return <p className="text-ink-2">{t('app.version.same')}</p>;
  return (
    <table className="w-full table-fixed text-left font-mono text-t2">
      <caption className="pb-1 text-left font-sans text-ink-3">
        {t('app.version.diffTitle', { version: versionName(version, nowMs) })}
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('app.version.field')}</th>
          <th scope="col">{t('app.version.today')}</th>
          <th scope="col">{t('app.version.then')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr
            key={change.path.join('\u0000')}
            className="align-top [&>*]:py-0.5 [&>*]:pr-3 [&>*]:[overflow-wrap:anywhere]"
          >
            <th scope="row" className="w-[34%] font-normal text-ink-2">
              <bdi>{oneLine(change.path.join('.'), 200)}</bdi>
            </th>
            <td className="text-ink-2">{valueText(change, 'before', t('app.version.none'))}</td>
            <td className="font-semibold">
              <span aria-hidden="true" className="font-sans font-normal text-ink-3">
                →{' '}
              </span>
              {valueText(change, 'after', t('app.version.none'))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueText(change: Difference, side: 'before' | 'after', none: string) {
  const value = change[side];
  if (value === undefined) return <span className="font-sans font-normal text-ink-3">{none}</span>;
  return <bdi>{oneLine(typeof value === 'string' ? value : JSON.stringify(value), 600)}</bdi>;
}

function RollBack({ doc, version, then }: { doc: AppDoc; version: string; then: Json }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const pending = usePending(doc.row.key);
  const [keepCount, setKeepCount] = useState(true);
  const instances = fieldOf(then, 'instances');
  const intent: Intent = { kind: 'roll-back-app', app: doc.row.key, version, keepCount };
  const why = refusal(intent, { kind: 'app', row: doc.row, versionCount: doc.versions.length });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        className="max-mid:h-11"
        busy={pending?.intent.kind === 'roll-back-app'}
        reason={why === null ? null : describeRefusal(why, t)}
        onClick={() => pull(intent)}
      >
        {t('app.version.rollBack')}
      </Button>
      <span className="text-t2">
        <Check label={t('app.rollBack.keep', { count: doc.row.wanted })} checked={keepCount} onChange={setKeepCount} />
        {!keepCount && (
          <span className="text-wait-t">
            {typeof instances === 'number'
              ? t('app.rollBack.count', { count: instances })
              : t('app.rollBack.countUnknown')}
          </span>
        )}
      </span>
    </div>
  );
}
