import { Go } from '../../../client/go.tsx';
import { pathOfSubject } from '../../../client/place.ts';
import type { Attention } from '../../../domain/attention.ts';
import { trackOf } from '../../../domain/track.ts';
import { clock, count, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, SparkRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { PathName, splitPath } from '../../../ui/path-name.tsx';
import { Sparkline } from '../../../ui/sparkline.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import { figureOf, quoteOf, whyOf } from './attention-words.ts';
import { HelpButton } from './help-button.tsx';

interface AttentionRowProps {
  item: Attention;
  /** The first one is larger and has the page's only filled button. */
  first: boolean;
  /** The app it is about: itself, or the first one of a deployment. */
  app: AppRow | null;
  spark: SparkRow | null;
  /** Its source is lost: what it says is from then, and claims nothing of now. */
  stale: boolean;
  nowMs: number;
}

/** One thing that needs someone: what, of which, why, since when, and the act that helps. */
export function AttentionRow({ item, first, app, spark, stale, nowMs }: AttentionRowProps) {
  const t = useT();
  const quote = quoteOf(item);
  const since = t('overview.sinceTitle', { time: clock(item.sinceMs) });
  const age = duration(nowMs - item.sinceMs);
  return (
    <li
      className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line mid:grid-cols-[124px_minmax(0,1fr)_auto] wide:grid-cols-[124px_minmax(0,1fr)_72px_184px_64px_190px] ${
        first ? 'py-3' : 'py-2'
      } ${stale ? 'grayscale [&>*:not(:last-child)]:opacity-75' : ''}`}
    >
      <span className="self-start">
        <StateMark state={item.trouble} />
      </span>
      <span className="text-right text-ink-2 mid:hidden" title={since}>
        {t('overview.since', { age })}
      </span>
      <div className="min-w-0 max-mid:col-span-2">
        <Subject item={item} first={first} />
        <p className={`${first ? 'text-t3' : 'text-t2'} text-ink-2`}>{whyOf(item, nowMs, t)}</p>
        {first && quote !== null && (
          <p className="truncate font-mono text-t2 text-ink-2" title={oneLine(quote, 1000)}>
            <bdi>{oneLine(quote, 400)}</bdi>
          </p>
        )}
      </div>
      <Figure item={item} />
      <div className="min-w-0 max-wide:col-start-2 max-wide:row-start-2 max-mid:col-span-2 max-mid:col-start-1 max-mid:row-auto">
        <Picture item={item} app={app} spark={spark} />
        <NextTry item={item} nowMs={nowMs} />
      </div>
      <span className="text-right text-ink-2 max-wide:hidden" title={since}>
        {age}
      </span>
      <div className="flex items-center justify-end gap-3 max-mid:col-span-2 max-mid:pt-1 max-wide:mid:col-start-3 max-wide:mid:row-span-2 max-wide:mid:row-start-1 [&>*]:max-mid:w-full">
        <span className="text-t2 text-ink-2 max-mid:hidden wide:hidden" title={since}>
          {t('overview.since', { age })}
        </span>
        <HelpButton item={item} look={first ? 'primary' : 'plain'} />
      </div>
    </li>
  );
}

function Subject({ item, first }: { item: Attention; first: boolean }) {
  const t = useT();
  const { kind, name } = item.subject;
  const size = first ? 'text-t5' : 'text-t3';
  return (
    <Go to={pathOfSubject(item.subject)} className={`flex min-w-0 gap-1.5 hover:underline ${size}`}>
      {kind !== 'app' && <span className="shrink-0 text-ink-3">{t(`overview.subject.${kind}`)}</span>}
      {kind === 'app' || name.startsWith('/') ? (
        <PathName {...splitPath(name)} />
      ) : (
        <bdi className="min-w-0 truncate font-semibold" title={oneLine(name, 1000)}>
          {oneLine(name)}
        </bdi>
      )}
    </Go>
  );
}

function Figure({ item }: { item: Attention }) {
  const figure = figureOf(item);
  return (
    <span className="text-right whitespace-nowrap max-wide:hidden">
      {figure !== null && (
        <>
          <span className="font-medium">{figure.strong}</span>
          {figure.weak !== null && <span className="text-ink-3"> / {figure.weak}</span>}
        </>
      )}
    </span>
  );
}

function Picture({ item, app, spark }: { item: Attention; app: AppRow | null; spark: SparkRow | null }) {
  const t = useT();
  const label = useTrackLabel();
  if (app !== null) {
    const track = trackOf(app);
    return <Track size="card" most={12} segments={track.segments} over={track.over} label={label(track.segments)} />;
  }
  if (item.subject.kind === 'queue' && spark !== null) {
    return (
      <Sparkline
        points={spark.points}
        width={176}
        height={24}
        tone="alarm"
        label={`${t('overview.depth')} ${count(item.figures['depth'])}`}
      />
    );
  }
  return null;
}

function NextTry({ item, nowMs }: { item: Attention; nowMs: number }) {
  const t = useT();
  const retryAtMs = item.figures['retryAtMs'];
  if (item.trouble !== 'delayed' || retryAtMs === undefined || retryAtMs <= nowMs) return null;
  return <p className="mt-1 text-t2 text-delay-t">{t('overview.nextTry', { wait: duration(retryAtMs - nowMs) })}</p>;
}
