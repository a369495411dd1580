import { describeFault } from '../../i18n/faults.ts';
import { clock, count, duration } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { SourceRow } from '../../protocol/rows.ts';

interface Fact {
  word: string;
  value: string;
}

/** What is known of a source, in words; what is not is left out. `ageMs` is since it last answered. */
export function sourceFacts(source: SourceRow, ageMs: number | null, nowMs: number, t: Translate): readonly Fact[] {
  const facts: Fact[] = [{ word: t('settings.source.answered'), value: answered(source, ageMs, t) }];
  const waitMs = source.nextTryAtMs === null ? null : source.nextTryAtMs - nowMs;
  if (source.state === 'lost') {
    facts.push({ word: t('settings.source.since'), value: clock(source.lostSinceMs) });
    if (waitMs !== null)
      facts.push({
        word: t('settings.source.next'),
        value: waitMs > 0 ? t('settings.source.in', { wait: duration(waitMs) }) : t('settings.source.trying'),
      });
  }
  if (source.stream !== 'none')
    facts.push({ word: t('settings.source.stream'), value: t(`settings.source.stream.${source.stream}`) });
  facts.push({ word: t('settings.source.unreadable'), value: count(source.unreadable) });
  if (source.fault !== null) {
    const { fault, atMs, during } = source.fault;
    facts.push({
      word: t('settings.source.fault'),
      value: t('settings.source.faultAt', { time: clock(atMs), during, what: describeFault(fault, t) }),
    });
  }
  return facts;
}

function answered({ lastOkAtMs }: SourceRow, ageMs: number | null, t: Translate): string {
  if (lastOkAtMs === null || ageMs === null) return t('settings.source.never');
  return t('settings.source.ago', { time: clock(lastOkAtMs), age: duration(ageMs) });
}
