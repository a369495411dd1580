import type { ReactNode } from 'react';
import { useAge, useNow, useSources } from '../client/live.tsx';
import type { SourceKind } from '../domain/source.ts';
import type { SourceRow } from '../protocol/rows.ts';
import { Freshness } from '../ui/freshness.tsx';
import { oneLine } from '../ui/hostile.ts';

interface StaleProps {
  /** Where it comes from: every source of a kind, or the one by that id. */
  of: { kind: SourceKind } | { source: string };
  /** Its place in a column it shares, as it is while nothing is lost. */
  className?: string;
  children: ReactNode;
}

/** A picture with its source's age: without colour and with a dotted edge once the source is gone, since what it shows is from then. */
export function Stale({ of, className = '', children }: StaleProps) {
  const gone = useSources().filter(
    (source) => source.state === 'lost' && ('kind' in of ? source.kind === of.kind : source.id === of.source),
  );
  // One tree in both cases: a list must not lose its place when its source comes back.
  const isGone = gone.length > 0;
  return (
    <div className={isGone ? 'flex min-h-0 flex-1 flex-col border-l-2 border-dotted border-lost pl-3' : 'contents'}>
      {gone.map((source) => (
        <Since key={source.key} source={source} />
      ))}
      <div className={isGone ? `grayscale ${className}` : className || 'contents'}>{children}</div>
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
