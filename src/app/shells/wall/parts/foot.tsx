import { useAge } from '../../../../client/live.tsx';
import { duration, unknownMark } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { SourceRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { cutMiddle } from '../title.ts';
import { tabsOf, type Showing, type Tab, type WallOptions } from '../scenes.ts';

const unit = (n: number): string => `calc(${n} * var(--u))`;

function SourceAge({ source, dead }: { source: SourceRow; dead: boolean }) {
  const t = useT();
  const ageMs = useAge(source.id);
  const isLost = dead || source.state === 'lost';
  const text = dead ? unknownMark : source.state === 'lost' ? t('wall.lost') : duration(ageMs);
  return (
    <span
      style={{
        color: isLost ? 'var(--w-lost)' : 'var(--w-dim)',
        borderBottom: isLost ? `${unit(0.25)} dotted var(--w-lost)` : undefined,
        whiteSpace: 'nowrap',
      }}
    >
      {oneLine(source.name, 30)} <span style={{ color: isLost ? undefined : 'var(--w-ink)' }}>{text}</span>
    </span>
  );
}

interface FootProps {
  frame: Frame;
  name: string;
  sources: readonly SourceRow[];
  showing: Showing;
  options: WallOptions;
  dead: boolean;
}

/** Is this alive? The cluster's name, the age of each source, which scene is on and what comes next. */
export function Foot({ frame, name, sources, showing, options, dead }: FootProps) {
  const t = useT();
  const share = showing.nextInMs === null ? 1 : 1 - showing.nextInMs / options.everyMs;
  const word = dead
    ? t('wall.stopped')
    : showing.held
      ? t('wall.held')
      : showing.next === null || showing.nextInMs === null
        ? ''
        : t('wall.nextScene', { scene: t(`wall.scene.${showing.next}`), wait: duration(showing.nextInMs) });
  const { portrait } = frame;
  return (
    <section
      aria-label={t('wall.foot')}
      style={{
        position: 'absolute',
        left: unit(portrait ? 3 : 4),
        right: unit(portrait ? 3 : 4),
        bottom: unit(2.6),
        display: 'flex',
        // In portrait the scenes stand above the sources: one line holds not both.
        flexDirection: portrait ? 'column-reverse' : 'row',
        alignItems: portrait ? 'stretch' : 'end',
        justifyContent: 'space-between',
        gap: unit(portrait ? 0.8 : 3),
        fontSize: unit(portrait ? 2.2 : 2.4),
      }}
    >
      <div
        style={{ display: 'flex', minWidth: 0, overflow: 'hidden', alignItems: 'end', gap: unit(portrait ? 1.6 : 3) }}
      >
        <b style={{ fontWeight: 650, whiteSpace: 'nowrap' }}>{cutMiddle(oneLine(name, 60), portrait ? 12 : 28)}</b>
        {sources.slice(0, 5).map((source) => (
          <SourceAge key={source.key} source={source} dead={dead} />
        ))}
      </div>
      <div style={{ display: 'flex', flex: 'none', alignItems: 'end', gap: unit(portrait ? 1.8 : 3) }}>
        {!dead && tabsOf(showing, options).map((tab) => <SceneTab key={tab.scene} tab={tab} share={share} />)}
        <span
          style={{
            flex: portrait ? 1 : undefined,
            minWidth: unit(portrait ? 0 : 15),
            textAlign: 'right',
            color: 'var(--w-dim)',
            whiteSpace: 'nowrap',
          }}
        >
          {portrait && showing.next !== null ? '' : word}
        </span>
      </div>
    </section>
  );
}

/** A scene's name over the bar of its time. */
function SceneTab({ tab: { scene, isOn }, share }: { tab: Tab; share: number }) {
  const t = useT();
  return (
    <span style={{ width: unit(10.4), color: isOn ? 'var(--w-ink)' : 'var(--w-dim)', fontWeight: isOn ? 600 : 400 }}>
      {t(`wall.scene.${scene}`)}
      <span style={{ display: 'block', height: unit(0.4), marginTop: unit(0.4), background: 'var(--w-line)' }}>
        {isOn && (
          <span style={{ display: 'block', height: '100%', width: `${share * 100}%`, background: 'var(--w-ink)' }} />
        )}
      </span>
    </span>
  );
}
