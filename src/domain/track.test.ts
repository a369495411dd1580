import { describe, expect, it } from 'vitest';
import { instance, launch, seeded } from './testing/build.ts';
import { blockOrder, trackOf, trackOfInstances, type TrackInput } from './track.ts';

function input(change: Partial<TrackInput> = {}): TrackInput {
  return {
    wanted: 4,
    staged: 0,
    running: 4,
    healthy: 4,
    unhealthy: 0,
    checked: true,
    launchWaiting: 0,
    condition: 'healthy',
    lifecycle: 'running',
    ...change,
  };
}

describe('the track of an app by its counters', () => {
  it('is one run of healthy blocks when all is as wanted', () => {
    expect(trackOf(input())).toEqual({ segments: [{ state: 'healthy', count: 4 }], over: 0, wanted: 4 });
  });

  it('tells what runs without a check from what is healthy', () => {
    expect(trackOf(input({ checked: false, healthy: 0 })).segments).toEqual([{ state: 'unchecked', count: 4 }]);
  });

  it('counts what has not reported its health as starting', () => {
    expect(trackOf(input({ healthy: 1, unhealthy: 1, staged: 1, wanted: 5 })).segments).toEqual([
      { state: 'healthy', count: 1 },
      { state: 'starting', count: 3 },
      { state: 'failing', count: 1 },
    ]);
  });

  it('shows as empty slots what backs off, what waits for room, and what nobody asked for yet', () => {
    const short = { running: 1, healthy: 1, launchWaiting: 2 };
    expect(trackOf(input({ ...short, lifecycle: 'delayed', condition: 'delayed' })).segments.slice(1)).toEqual([
      { state: 'delayed', count: 2 },
      { state: 'missing', count: 1 },
    ]);
    expect(trackOf(input({ ...short, lifecycle: 'waiting', condition: 'waiting' })).segments.slice(1)).toEqual([
      { state: 'waiting', count: 2 },
      { state: 'missing', count: 1 },
    ]);
    expect(trackOf(input({ ...short, lifecycle: 'deploying', condition: 'deploying' })).segments.slice(1)).toEqual([
      { state: 'missing', count: 3 },
    ]);
  });

  it('does not claim to know what became of instances that Marathon counts nowhere', () => {
    expect(trackOf(input({ running: 3, healthy: 3, condition: 'unreachable' })).segments).toEqual([
      { state: 'healthy', count: 3 },
      { state: 'unreachable', count: 1 },
    ]);
  });

  it('tells how many stand past the wanted count', () => {
    expect(trackOf(input({ running: 7, healthy: 5 }))).toMatchObject({ over: 3, wanted: 4 });
  });

  it('is empty for a suspended app', () => {
    expect(trackOf(input({ wanted: 0, running: 0, healthy: 0 }))).toEqual({ segments: [], over: 0, wanted: 0 });
  });

  it('always sums to what is wanted or there, in the fixed order, whatever the counters say', () => {
    const random = seeded(5);
    const any = () => Math.floor(random() * 12) - 1;
    const conditions = ['healthy', 'delayed', 'waiting', 'unreachable', 'failing'] as const;
    const lifecycles = ['running', 'delayed', 'waiting', 'deploying', 'stopped'] as const;
    for (let n = 0; n < 4000; n += 1) {
      const given: TrackInput = {
        wanted: any(),
        staged: any(),
        running: any(),
        healthy: any(),
        unhealthy: any(),
        checked: random() < 0.7,
        launchWaiting: any(),
        condition: conditions[Math.floor(random() * 5)] ?? 'healthy',
        lifecycle: lifecycles[Math.floor(random() * 5)] ?? 'running',
      };
      const { segments, over, wanted } = trackOf(given);
      const there = Math.max(0, given.running) + Math.max(0, given.staged);
      const sum = segments.reduce((total, one) => total + one.count, 0);
      const places = segments.map((one) => blockOrder.indexOf(one.state));
      if (sum !== Math.max(wanted, there)) expect.fail(JSON.stringify(given));
      if (over !== Math.max(0, there - wanted)) expect.fail(JSON.stringify(given));
      if (segments.some((one) => one.count <= 0)) expect.fail(JSON.stringify(given));
      if (places.some((place, at) => at > 0 && place <= (places[at - 1] ?? -1))) expect.fail(JSON.stringify(given));
    }
  });
});

describe('the track of an app by its instances', () => {
  const old = { version: 'v1' };
  const fresh = { version: 'v2' };

  it('has a block for each instance and an empty slot for each that lacks', () => {
    const track = trackOfInstances([instance('a'), instance('b', { health: 'unhealthy' })], 3, null, null);
    expect(track.lines).toEqual([
      {
        age: 'only',
        slots: [
          { state: 'healthy', instance: 'main/a' },
          { state: 'failing', instance: 'main/b' },
          { state: 'missing', instance: null },
        ],
      },
    ]);
    expect(track).toMatchObject({ columns: 3, over: 0 });
  });

  it('shows a task that ended as the empty slot its relaunch will fill', () => {
    const dead = instance('b', { state: 'failed', version: null });
    const waiting = launch('/shop/worker', { waiting: 1, overdue: false });
    const track = trackOfInstances([instance('a'), dead], 2, waiting, null);
    expect(track.lines[0]?.slots).toEqual([
      { state: 'healthy', instance: 'main/a' },
      { state: 'delayed', instance: null },
    ]);
  });

  it('splits in two while a version rolls, old above new, in shared columns', () => {
    const instances = [
      instance('a', old),
      instance('b', old),
      instance('c', fresh),
      instance('d', { ...fresh, state: 'staging' }),
    ];
    const track = trackOfInstances(instances, 3, null, 'v2');
    expect(track.lines.map((line) => [line.age, line.slots.map((slot) => slot.state)])).toEqual([
      ['old', ['healthy', 'healthy']],
      ['new', ['healthy', 'starting']],
    ]);
    expect(track).toMatchObject({ columns: 3, over: 1 });
  });

  it('keeps a slot on the new line for what cannot start while old ones fill the count', () => {
    const stuck = launch('/shop/worker', { waiting: 2, overdue: false });
    const track = trackOfInstances([instance('a', old), instance('b', old)], 2, stuck, 'v2');
    expect(track.lines.map((line) => line.slots.map((slot) => slot.state))).toEqual([
      ['healthy', 'healthy'],
      ['delayed', 'delayed'],
    ]);
  });

  it('goes by the app’s own version and not by the order of version ids, for a rollback goes back in time', () => {
    const instances = [instance('a', { version: '2030' }), instance('b', { version: '2019' })];
    const track = trackOfInstances(instances, 2, null, '2019');
    expect(track.lines.map((line) => [line.age, line.slots[0]?.instance])).toEqual([
      ['old', 'main/a'],
      ['new', 'main/b'],
    ]);
  });

  it('takes the version staged last for the new one where the app’s is not known', () => {
    const instances = [
      instance('a', { version: '2030', stagedAtMs: 10 }),
      instance('b', { version: '2019', stagedAtMs: 20 }),
    ];
    expect(trackOfInstances(instances, 2, null, null).lines[1]?.slots[0]?.instance).toBe('main/b');
  });

  it('draws what waits in the launch queue once, though a staged instance is listed there too', () => {
    const both = launch('/shop/worker', { waiting: 2, overdue: true, stalled: true });
    const track = trackOfInstances([instance('a', { state: 'staging', health: 'unknown' })], 2, both, null);
    expect(track.lines[0]?.slots.map((slot) => slot.state)).toEqual(['starting', 'waiting']);
  });

  it('never loses or invents an instance, whatever is listed', () => {
    const random = seeded(9);
    const states = [
      'staging',
      'starting',
      'running',
      'killing',
      'unreachable',
      'failed',
      'finished',
      'unknown',
    ] as const;
    for (let n = 0; n < 2000; n += 1) {
      const instances = Array.from({ length: Math.floor(random() * 12) }, (_, place) =>
        instance(`i${place}`, {
          state: states[Math.floor(random() * states.length)] ?? 'running',
          version: random() < 0.1 ? null : random() < 0.5 ? 'v1' : 'v2',
        }),
      );
      const wanted = Math.floor(random() * 10);
      const waiting =
        random() < 0.5 ? null : launch('/shop/worker', { waiting: Math.floor(random() * 8), overdue: random() < 0.5 });
      const track = trackOfInstances(instances, wanted, waiting, 'v2');
      const slots = track.lines.flatMap((line) => line.slots);
      const drawn = slots.flatMap((slot) => (slot.instance === null ? [] : [slot.instance])).sort();
      const there = instances.filter((one) => one.state !== 'failed' && one.state !== 'finished').map((one) => one.key);
      expect(drawn).toEqual(there.sort());
      expect(slots.length).toBeGreaterThanOrEqual(Math.max(wanted, there.length));
      expect(Math.max(...track.lines.map((line) => line.slots.length))).toBeLessThanOrEqual(track.columns);
      expect(track.over).toBe(Math.max(0, there.length - wanted));
      if (track.lines.length === 1) expect(slots).toHaveLength(Math.max(wanted, there.length));
    }
  });
});
