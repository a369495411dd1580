import { useNow } from '../../../client/live.tsx';
import { versionName } from '../../../commands/version-name.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Button } from '../../../ui/button.tsx';
import { mostSlots } from '../../../ui/slot.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import { runsOf, type Slot, type TrackLine } from '../track-lines.ts';

interface BigTrackProps {
  lines: readonly TrackLine[];
  /** Why slots are empty, in one line; null where none is and none waits. */
  why: string | null;
  /** The explanation under the track is open. */
  isOpen: boolean;
  /** The explanation's id, for the slots that open it. */
  explains: string;
  onSlot(): void;
}

/**
 * The track, as large as the page: one line, or old above new while a version rolls. An empty slot says why when it is pointed at or
 * stood on, and opens the explanation; so does a button, for tracks too long to have slots and explanations that were closed.
 */
export function BigTrack({ lines, ...rest }: BigTrackProps) {
  const t = useT();
  const { why, isOpen, explains, onSlot } = rest;
  return (
    <div className="flex flex-col gap-2">
      {lines.map((line) => (
        <Line key={line.version} line={line} {...rest} />
      ))}
      {why !== null && !isOpen && (
        <p className="flex flex-wrap items-baseline gap-x-2 text-t2 text-ink-2">
          {why}
          <Button look="link" size="row" aria-expanded={isOpen} aria-controls={explains} onClick={onSlot}>
            {t('app.whyAsk')}
          </Button>
        </p>
      )}
    </div>
  );
}

function Line({ line, why, isOpen, explains, onSlot }: Omit<BigTrackProps, 'lines'> & { line: TrackLine }) {
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
              why={why}
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
  why,
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
    case 'empty': {
      const words = t('app.slotTitle', { number: slot.number, why: why ?? t('app.stand.empty') });
      return (
        <span className="group relative flex">
          <button
            type="button"
            className="slot cursor-pointer"
            data-state={slot.state}
            aria-label={words}
            aria-expanded={isOpen}
            aria-controls={explains}
            onClick={onSlot}
          />
          {!isOpen && (
            <span
              aria-hidden="true"
              className="absolute top-full left-0 z-10 mt-1 hidden w-max max-w-64 rounded border border-edge bg-raised px-2 py-1 text-t2 text-ink group-focus-within:block group-hover:block"
            >
              {words}
            </span>
          )}
        </span>
      );
    }
  }
}
