import type { SourceStatus } from '../domain/source.ts';
import { clock, clockMinute, duration } from '../i18n/format.ts';
import { useT } from '../i18n/use-t.tsx';

interface FreshnessProps {
  status: Pick<SourceStatus, 'state' | 'lostSinceMs' | 'nextTryAtMs'>;
  /** Milliseconds since it last answered; null for never. */
  ageMs: number | null;
  /** The gateway's clock. */
  nowMs: number;
  /** Where several stand in one line: to the minute, and without when it is tried again. */
  brief?: boolean;
}

/** A source's age: silent while fresh, a number when late, since when and until when once it is lost. */
export function Freshness({ status, ageMs, nowMs, brief = false }: FreshnessProps) {
  const t = useT();
  switch (status.state) {
    case 'live':
      return null;
    case 'connecting':
      return <span className="text-t2 text-ink-3">{t('fresh.connecting')}</span>;
    case 'late':
      return <span className="text-t2 text-ink-2">{duration(ageMs)}</span>;
    case 'lost': {
      const since = brief ? clockMinute(status.lostSinceMs, nowMs) : clock(status.lostSinceMs, nowMs);
      const waitMs = brief || status.nextTryAtMs === null ? 0 : status.nextTryAtMs - nowMs;
      return (
        <span className="text-t2 text-lost-t">
          {waitMs > 0 ? t('fresh.lostRetry', { since, wait: duration(waitMs) }) : t('fresh.lost', { since })}
        </span>
      );
    }
  }
}
