import type { ReactNode } from 'react';
import { useAge, useNow, useSources } from '../../../client/live.tsx';
import type { SourceKind } from '../../../domain/source.ts';
import type { SourceRow } from '../../../protocol/rows.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { oneLine } from '../../../ui/hostile.ts';

/** A picture with its source's age: without colour and with a dotted edge once the source is gone, since what it shows is from then. */
export function Stale({ kind, children }: { kind: SourceKind; children: ReactNode }) {
  const gone = useSources().filter((source) => source.kind === kind && source.state === 'lost');
  if (gone.length === 0) return children;
  return (
    <div className="border-l-2 border-dotted border-lost pl-3">
      {gone.map((source) => (
        <Since key={source.key} source={source} />
      ))}
      <div className="grayscale">{children}</div>
    </div>
  );
}

function Since({ source }: { source: SourceRow }) {
  const ageMs = useAge(source.id);
  const nowMs = useNow(1000);
  return (
    <p className="flex gap-1.5 text-t2">
      <bdi>{oneLine(source.name, 40)}</bdi>
      <Freshness status={source} ageMs={ageMs} nowMs={nowMs} />
    </p>
  );
}
