import { clock, count, duration } from '../../../../i18n/format.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import type { Since } from '../since.ts';
import { armOf, type Tally, type Verdict } from '../verdict.ts';
import { SecondRing } from './second-ring.tsx';
import { Semaphore } from './semaphore.tsx';

interface BandProps {
  verdict: Verdict;
  frame: Frame;
  nowMs: number;
  beats: ReadonlySet<number>;
  since: Since;
}

/** How high the band is, in units. */
export const bandHeight = 21.4;

const tiredAfterMs = 600_000;

/** The last part of a path: the name people say. */
export function shortName(path: string): string {
  const cut = path.lastIndexOf('/');
  return oneLine(cut < 0 || cut === path.length - 1 ? path : path.slice(cut + 1), 60);
}

/** A fifth of the screen: the arm, one sentence, and a clock that shows each of the gateway's beats. */
export function VerdictBand({ verdict, frame, nowMs, beats, since }: BandProps) {
  const t = useT();
  const arm = armOf(verdict);
  const { title, sub } = sentenceOf(verdict, nowMs, since, t);
  const unit = (n: number): string => `calc(${n} * var(--u))`;
  const titleSize = frame.portrait ? 5.4 : title.length > 24 ? Math.max(6, 11 * (24 / title.length)) : 11;
  return (
    <>
      <div className="wall-band" data-arm={arm} data-tired={nowMs - since.atMs > tiredAfterMs} />
      <div
        className="wall-verdict"
        data-arm={arm}
        role="status"
        style={{
          left: unit(frame.portrait ? 3 : 4),
          right: unit(frame.portrait ? 3 : 24),
          top: unit(2),
          height: unit(bandHeight - 2.4),
        }}
      >
        <div style={{ position: 'absolute', left: 0, top: unit(0.6), width: unit(11.4), height: unit(17) }}>
          <Semaphore arm={arm} />
        </div>
        <div style={{ position: 'absolute', left: unit(frame.portrait ? 12.6 : 15.4), right: 0, top: 0 }}>
          <h1
            style={{
              fontSize: unit(titleSize),
              ...(frame.portrait ? { whiteSpace: 'normal' } : { marginTop: unit((11 - titleSize) * 0.5) }),
            }}
          >
            <bdi>{title}</bdi>
          </h1>
          <p
            style={{
              fontSize: unit(frame.portrait ? 2.9 : 3.4),
              marginTop: unit(0.6),
              paddingRight: unit(frame.portrait ? 9 : 0),
            }}
          >
            {sub}
          </p>
        </div>
      </div>
      <div
        className="wall-verdict"
        data-arm={arm}
        style={{
          right: unit(frame.portrait ? 2 : 3.4),
          top: unit(frame.portrait ? 13.4 : 1.8),
          width: unit(frame.portrait ? 7.6 : 16.4),
          height: unit(frame.portrait ? 7.6 : 16.4),
        }}
      >
        <SecondRing nowMs={nowMs} beats={beats} />
      </div>
    </>
  );
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

function sentenceOf(verdict: Verdict, nowMs: number, stood: Since, t: Translate): { title: string; sub: string } {
  const lasted = duration(nowMs - stood.atMs);
  switch (verdict.kind) {
    case 'connecting':
      return { title: t('wall.connecting'), sub: t('wall.connectingSub') };
    case 'gateway-lost':
      return {
        title: t('wall.gatewayLost'),
        sub: t('wall.since', { clock: clock(verdict.sinceMs), age: duration(nowMs - verdict.sinceMs) }),
      };
    case 'unknown': {
      const { source } = verdict;
      const since = source.lostSinceMs ?? stood.atMs;
      return {
        title: t('wall.sourceLost', { name: oneLine(source.name, 40) }),
        sub: joined(t('wall.since', { clock: clock(since), age: duration(nowMs - since) }), restOf(verdict, t)),
      };
    }
    case 'trouble':
    case 'growing': {
      const ok = asWantedOf(verdict.tally, t);
      if (verdict.one) {
        return { title: t(`wall.one.${verdict.one.trouble}`, { name: shortName(verdict.one.subject.name) }), sub: ok };
      }
      const more = verdict.count - 3;
      const sub = joined(ok, more > 0 && t('wall.more', { count: more }));
      return { title: t(`wall.many.${verdict.kind}`, { count: verdict.count }), sub };
    }
    case 'amiss': {
      const { wanted, moving, total } = verdict.tally;
      const ok = asWantedOf(verdict.tally, t);
      return {
        title: t('wall.amiss', { count: total - wanted - moving }),
        sub: joined(ok, moving > 0 && t('wall.movingSub', { count: moving })),
      };
    }
    case 'moving':
      return { title: asWantedOf(verdict.tally, t), sub: t('wall.movingSub', { count: verdict.tally.moving }) };
    case 'empty':
      return { title: t('wall.empty'), sub: t('wall.emptySub') };
    case 'calm':
      return {
        title: t('wall.calm', { count: verdict.total }),
        sub: t(stood.isExact ? 'wall.for' : 'wall.forAtLeast', { age: lasted }),
      };
  }
}
