import { clock, count, duration } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { Attention } from '../../../domain/attention.ts';
import { oneLine } from '../../../ui/hostile.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { Growth } from './growth.ts';
import type { Since } from './since.ts';
import { cutMiddle, type Title } from './title.ts';
import type { Tally, Verdict } from './verdict.ts';

/** The band's words. */
export interface Sentence {
  title: Title;
  sub: string;
}

const mostName = 200;

/** The last part of a path: the name people say. Whoever draws it cuts it to its room. */
export function shortName(path: string): string {
  const cut = path.lastIndexOf('/');
  return oneLine(cut < 0 || cut === path.length - 1 ? path : path.slice(cut + 1), mostName);
}

/** The name people say of what needs someone: only apps live in groups, a slash in a queue's name is its own. */
export function nameOf({ kind, name }: Attention['subject']): string {
  return kind === 'app' || kind === 'deployment' ? shortName(name) : oneLine(name, mostName);
}

const plain = (text: string): Title => ({ before: text, name: '', after: '' });

/** Stands for the name while the sentence is made, so that the two can be told apart in any language. */
const hole = '\ue000';

function named(name: string, say: (name: string) => string): Title {
  const [before = '', after = ''] = say(hole).split(hole);
  return { before, name, after };
}

function joined(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(' · ');
}

function asWantedOf({ wanted, unknown, total, partial }: Tally, t: Translate): string {
  return joined(
    t('wall.asWantedOf', { ok: count(wanted), all: count(total) }),
    unknown > 0 && t('wall.notKnown', { count: unknown }),
    partial && t('wall.partial'),
  );
}

/** What is known beside a source that is lost. */
function restOf({ whole, tally }: Extract<Verdict, { kind: 'unknown' }>, t: Translate): string | false {
  return !whole && tally.total > 0 && asWantedOf(tally, t);
}

function sinceText(sinceMs: EpochMs, nowMs: EpochMs, t: Translate): string {
  return t('wall.since', { clock: clock(sinceMs), age: duration(nowMs - sinceMs) });
}

/** What is known beside a verdict. */
export interface Context {
  nowMs: EpochMs;
  /** Since when the verdict stands. */
  stood: Since;
  /** How the one queue in trouble grows; null where there is none, or nothing is known of it. */
  growth: Growth | null;
  /** In portrait there is room for what to do alone: how fast the queue grows stands in its line below. */
  isNarrow: boolean;
}

const mostApp = 24;
const mostAppNarrow = 12;

function growthText(
  { risePerMin, sinceMs, offer }: Growth,
  { nowMs, isNarrow }: Pick<Context, 'nowMs' | 'isNarrow'>,
  t: Translate,
): string {
  const rise = t('wall.growth', { rise: count(risePerMin), age: duration(nowMs - sinceMs) });
  if (offer === null) return rise;
  const name = cutMiddle(shortName(offer.appId), isNarrow ? mostAppNarrow : mostApp);
  return joined(!isNarrow && rise, t('wall.growthOffer', { count: offer.more, name, wait: duration(offer.emptyInMs) }));
}

/** What the band says of a verdict. */
export function sentenceOf(verdict: Verdict, context: Context, t: Translate): Sentence {
  const { nowMs, stood, growth } = context;
  const lasted = duration(nowMs - stood.atMs);
  switch (verdict.kind) {
    case 'connecting':
      return { title: plain(t('wall.connecting')), sub: t('wall.connectingSub') };
    case 'gateway-lost':
      return {
        title: plain(t('wall.gatewayLost')),
        sub: verdict.sinceMs === null ? t('wall.connectingSub') : sinceText(verdict.sinceMs, nowMs, t),
      };
    case 'unknown': {
      const { source } = verdict;
      const since = source.lostSinceMs ?? stood.atMs;
      return {
        title: named(oneLine(source.name, mostName), (name) => t('wall.sourceLost', { name })),
        sub: joined(sinceText(since, nowMs, t), restOf(verdict, t)),
      };
    }
    case 'trouble':
    case 'growing': {
      const ok = asWantedOf(verdict.tally, t);
      if (verdict.one) {
        const { trouble, subject } = verdict.one;
        return {
          title: named(nameOf(subject), (name) => t(`wall.one.${trouble}`, { name })),
          sub: growth ? growthText(growth, context, t) : ok,
        };
      }
      const more = verdict.count - 3;
      const sub = joined(ok, more > 0 && t('wall.more', { count: more }));
      return { title: plain(t(`wall.many.${verdict.kind}`, { count: verdict.count })), sub };
    }
    case 'amiss': {
      const { wanted, moving, total } = verdict.tally;
      const ok = asWantedOf(verdict.tally, t);
      return {
        title: plain(t('wall.amiss', { count: total - wanted - moving })),
        sub: joined(ok, moving > 0 && t('wall.movingSub', { count: moving })),
      };
    }
    case 'moving':
      return { title: plain(asWantedOf(verdict.tally, t)), sub: t('wall.movingSub', { count: verdict.tally.moving }) };
    case 'empty':
      return { title: plain(t('wall.empty')), sub: t('wall.emptySub') };
    case 'calm':
      return {
        title: plain(t('wall.calm', { count: verdict.total })),
        sub: t(stood.isExact ? 'wall.for' : 'wall.forAtLeast', { age: lasted }),
      };
  }
}
