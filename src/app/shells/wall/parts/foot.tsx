import { useAge } from '../../../../client/live.tsx';
import { duration, unknownMark } from '../../../../i18n/format.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { SourceRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { tabsOf, type Showing, type Tab, type WallOptions } from '../scenes.ts';
import { cutMiddle } from '../title.ts';
import { footSources } from '../wall-view.ts';

const unit = (n: number): string => `calc(${n} * var(--u))`;
const row = { display: 'flex', alignItems: 'end' } as const;

interface FootProps {
  frame: Frame;
  name: string;
  sources: readonly SourceRow[];
  showing: Showing;
  options: WallOptions;
  dead: boolean;
}

/** Is this alive? The cluster's name, the age of each source, which scene is on and what comes next. */
export function Foot({ frame: { portrait }, name, sources, showing, options, dead }: FootProps) {
  const t = useT();
  const title = (
    <b className="truncate" style={{ fontWeight: 650, minWidth: 0 }}>
      {cutMiddle(oneLine(name, 60), portrait ? 14 : 28)}
    </b>
  );
  const ages = footSources(sources, portrait ? 3 : 5).map((source) => (
    <SourceAge key={source.key} source={source} dead={dead} />
  ));
  const share = showing.nextInMs === null ? 1 : 1 - showing.nextInMs / options.everyMs;
  const tabs = dead
    ? []
    : tabsOf(showing, options).map((tab) => (
        <SceneTab key={tab.scene} tab={tab} share={share} width={portrait ? 6.6 : 10.4} />
      ));
  const inset = unit(portrait ? 3 : 4);
  const place = { position: 'absolute', left: inset, right: inset, bottom: unit(2.6) } as const;
  if (portrait) {
    // One line does not hold it all: the scenes and the name stand above the sources. What holds a scene, its tab tells.
    return (
      <section aria-label={t('wall.foot')} style={{ ...place, fontSize: unit(2.2) }}>
        <div style={{ ...row, gap: unit(1.4), marginBottom: unit(0.8) }}>
          {tabs}
          {dead && <span style={{ color: 'var(--w-dim)', whiteSpace: 'nowrap' }}>{t('wall.stopped')}</span>}
          <span style={{ flex: 1 }} />
          {title}
        </div>
        <div style={{ ...row, gap: unit(2), overflow: 'hidden' }}>{ages}</div>
      </section>
    );
  }
  return (
    <section aria-label={t('wall.foot')} style={{ ...place, ...row, gap: unit(3), fontSize: unit(2.4) }}>
      <div style={{ ...row, flex: 1, minWidth: 0, gap: unit(3), overflow: 'hidden' }}>
        {title}
        {ages}
      </div>
      {tabs}
      <span style={{ minWidth: unit(15), textAlign: 'right', color: 'var(--w-dim)', whiteSpace: 'nowrap' }}>
        {wordOf(showing, dead, t)}
      </span>
    </section>
  );
}

function wordOf({ held, next, nextInMs }: Showing, dead: boolean, t: Translate): string {
  if (dead) return t('wall.stopped');
  if (held) return t('wall.held');
  if (next === null || nextInMs === null) return '';
  return t('wall.nextScene', { scene: t(`wall.scene.${next}`), wait: duration(nextInMs) });
}

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
        flex: 'none',
      }}
    >
      {cutMiddle(oneLine(source.name, 60), 20)}{' '}
      <span className="wall-figures" style={{ color: isLost ? undefined : 'var(--w-ink)' }}>
        {text}
      </span>
    </span>
  );
}

interface SceneTabProps {
  tab: Tab;
  /** How much of its time has passed. */
  share: number;
  /** At least. */
  width: number;
}

/** A scene's name over the bar of its time. */
function SceneTab({ tab: { scene, isOn }, share, width }: SceneTabProps) {
  const t = useT();
  return (
    <span
      style={{
        flex: 'none',
        minWidth: unit(width),
        color: isOn ? 'var(--w-ink)' : 'var(--w-dim)',
        fontWeight: isOn ? 600 : 400,
      }}
    >
      {t(`wall.scene.${scene}`)}
      <span style={{ display: 'block', height: unit(0.4), marginTop: unit(0.4), background: 'var(--w-line)' }}>
        {isOn && (
          <span style={{ display: 'block', height: '100%', width: `${share * 100}%`, background: 'var(--w-ink)' }} />
        )}
      </span>
    </span>
  );
}
