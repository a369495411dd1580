import { useNow } from '../../../client/live.tsx';
import { versionName } from '../../../commands/version-name.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { mostSlots } from '../../../ui/slot.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import { runsOf, type Slot, type TrackLine } from '../track-lines.ts';

interface BigTrackProps {
  lines: readonly TrackLine[];
  /** The explanation under the track is open. */
  isOpen: boolean;
  /** The explanation's id, for the slots that open it. */
  explains: string;
  onSlot(): void;
}

/** The track, as large as the page: one line, or old above new while a version rolls. An empty slot explains itself. */
export function BigTrack({ lines, isOpen, explains, onSlot }: BigTrackProps) {
  return (
    <div className="flex flex-col gap-2">
      {lines.map((line) => (
        <Line key={line.version} line={line} isOpen={isOpen} explains={explains} onSlot={onSlot} />
      ))}
    </div>
  );
}

function Line({ line, isOpen, explains, onSlot }: Omit<BigTrackProps, 'lines'> & { line: TrackLine }) {
  const t = useT();
  const label = useTrackLabel();
  const runs = runsOf(line);
  const words = label(runs);
  const name = versionName(line.version, useNow(60_000));
  const isLong = line.slots.length > mostSlots;
  return (
    <div className="grid items-center gap-x-4 gap-y-1 mid:grid-cols-[88px_minmax(0,1fr)_minmax(96px,max-content)]">
      <span className="leading-4 max-mid:flex max-mid:gap-2" title={oneLine(line.version, 60)}>
        <span className={`block ${line.role === 'old' ? 'text-ink-2' : 'font-semibold'}`}>{name}</span>
        <span className="block text-t2 text-ink-3">
          {t(`app.track.${line.role === 'only' ? 'current' : line.role}`)}
        </span>
      </span>
      {isLong ? (
        <span>
          <Track size="page" segments={runs} label={t('app.trackSummary', { name, parts: words })} />
        </span>
      ) : (
        <span
          role="group"
          aria-label={t('app.trackSummary', { name, parts: words })}
          className={`slots flex-wrap ${line.slots.length > 18 ? '[--slot-w:24px]' : ''}`}
          data-size="page"
        >
          {line.slots.map((slot, index) => (
            <SlotBlock
              key={slot.kind === 'instance' ? slot.instance.key : `${slot.kind} ${slot.number}`}
              slot={slot}
              isOver={index === line.wanted && line.role === 'only'}
              isOpen={isOpen}
              explains={explains}
              onSlot={onSlot}
            />
          ))}
        </span>
      )}
      <span className="max-w-48 text-t2 text-ink-2">{words}</span>
    </div>
  );
}

function SlotBlock({
  slot,
  isOver,
  isOpen,
  explains,
  onSlot,
}: { slot: Slot; isOver: boolean } & Omit<BigTrackProps, 'lines'>) {
  const t = useT();
  const tick = isOver ? <i className="slot-tick" /> : null;
  switch (slot.kind) {
    case 'gone':
      return <i className="slot" data-state="suspended" />;
    case 'instance':
      return (
        <>
          {tick}
          <i
            className="slot"
            data-state={slot.state}
            title={`${oneLine(slot.instance.host, 80)} ${oneLine(slot.instance.id, 120)}`}
          />
        </>
      );
    case 'empty':
      return (
        <button
          type="button"
          className="slot cursor-pointer"
          data-state={slot.state}
          aria-label={t('app.slotTitle', { number: slot.number })}
          title={t('app.slotTitle', { number: slot.number })}
          aria-expanded={isOpen}
          aria-controls={explains}
          onClick={onSlot}
        />
      );
  }
}
