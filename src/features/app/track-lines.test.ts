import { describe, expect, it } from 'vitest';
import { before, doc, instance, launch, now } from './testing.ts';
import { runsOf, trackLines, type TrackLine } from './track-lines.ts';

function picture(line: TrackLine | undefined): string {
  return (line?.slots ?? []).map((slot) => (slot.kind === 'gone' ? '_' : slot.state.slice(0, 2))).join(' ');
}

describe('the big track', () => {
  it('ends with a slot for each instance that is wanted and not there', () => {
    const [line] = trackLines(doc());
    expect(line?.role).toBe('only');
    expect(picture(line)).toBe('he he wa wa');
    expect(line?.slots[2]).toMatchObject({ kind: 'empty', number: 3 });
  });

  it('tells slots that back off from those that wait for an offer, and those nobody queued from both', () => {
    expect(picture(trackLines(doc({ launch: launch({ overdue: false }) }))[0])).toBe('he he de de');
    expect(picture(trackLines(doc({ launch: launch({ waiting: 1 }) }))[0])).toBe('he he wa mi');
    expect(picture(trackLines(doc({ launch: null }))[0])).toBe('he he mi mi');
  });

  it('does not call a launch in flight waiting: offers are only being looked at', () => {
    expect(picture(trackLines(doc({ launch: launch({ stalled: false }) }))[0])).toBe('he he mi mi');
  });

  it('splits while a version rolls: old above new, also when the new version carries an older date', () => {
    const lines = trackLines(
      doc(
        { instances: [instance('n', { version: before }), instance('o', { version: now })], launch: null },
        { version: before, wanted: 2 },
      ),
    );
    expect(lines.map((line) => [line.role, line.version])).toEqual([
      ['old', now],
      ['new', before],
    ]);
    expect(lines.map(picture)).toEqual(['he _', 'he mi']);
  });

  it('does not give a place to instances that ended', () => {
    expect(
      picture(
        trackLines(
          doc({ instances: [instance('a', { state: 'failed', version: null })], launch: null }, { wanted: 1 }),
        )[0],
      ),
    ).toBe('mi');
  });

  it('does not count one that is being killed as there', () => {
    expect(
      picture(trackLines(doc({ instances: [instance('a', { state: 'killing' })], launch: null }, { wanted: 1 }))[0]),
    ).toBe('st mi');
  });

  it('is told in runs', () => {
    const [line] = trackLines(doc());
    expect(line && runsOf(line)).toEqual([
      { state: 'healthy', count: 2 },
      { state: 'waiting', count: 2 },
    ]);
  });
});
