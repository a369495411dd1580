import { describe, expect, it } from 'vitest';
import { FaultError } from '../../domain/fault.ts';
import type { Intent } from '../../domain/intent.ts';
import { pretendMarathon, started, wireAppOf } from './testing/pretend-marathon.ts';

const app = 'main/shop/worker';
const path = '/v2/apps//shop/worker';

describe('an act', () => {
  it.each<[Intent, string, unknown]>([
    [{ kind: 'scale-app', app, to: 5 }, `PUT ${path}`, { instances: 5 }],
    [{ kind: 'scale-app', app, to: 5, force: true }, `PUT ${path}?force=true`, { instances: 5 }],
    [{ kind: 'suspend-app', app }, `PUT ${path}`, { instances: 0 }],
    [{ kind: 'resume-app', app, to: 3 }, `PUT ${path}`, { instances: 3 }],
    [{ kind: 'restart-app', app, force: true }, `POST ${path}/restart?force=true`, undefined],
    [{ kind: 'reset-delay', app }, 'DELETE /v2/queue//shop/worker/delay', undefined],
    [{ kind: 'kill-instance', app, instance: 'a.b', scale: false }, `DELETE ${path}/tasks/a.b`, undefined],
    [
      { kind: 'kill-instance', app, instance: 'a.b', scale: true, force: true },
      `DELETE ${path}/tasks/a.b?scale=true&force=true`,
      undefined,
    ],
    [{ kind: 'stop-deployment', deployment: 'main/d-1', mode: 'roll-back' }, 'DELETE /v2/deployments/d-1', undefined],
    [
      { kind: 'stop-deployment', deployment: 'main/d-1', mode: 'leave' },
      'DELETE /v2/deployments/d-1?force=true',
      undefined,
    ],
  ])('%j is written as recorded', async (intent, request, body) => {
    const marathon = pretendMarathon({ [request]: started });
    expect(await marathon.enact(intent)).toEqual({ deployment: 'd1', text: null, version: 'v1' });
    const [method = '', address = ''] = request.split(' ');
    expect(marathon.writes()).toEqual([[method, address, body]]);
  });

  it('that starts no deployment names none: a reset delay is 204, a cancelled deployment 202, both without a body', async () => {
    const marathon = pretendMarathon({ 'DELETE /v2/queue//shop/worker/delay': { status: 204 } });
    expect(await marathon.enact({ kind: 'reset-delay', app })).toEqual({
      deployment: null,
      text: null,
      version: null,
    });
  });

  it.each(['main/..', 'main/a/../b', 'main/./a', 'main/a//b', 'main/*', 'main/a/*', 'main/', 'main/\ud800'])(
    'on an id that means another address is refused before anything is sent: %j',
    async (app) => {
      const marathon = pretendMarathon({});
      await expect(marathon.enact({ kind: 'scale-app', app, to: 1 })).rejects.toMatchObject({
        fault: { kind: 'refused' },
      });
      expect(marathon.upstream.asked).toEqual([]);
    },
  );

  it('on an id full of marks is escaped', async () => {
    const marathon = pretendMarathon({ 'PUT /v2/apps//a%3Fforce%3Dtrue%23/%C3%BC%20b': started });
    await marathon.enact({ kind: 'scale-app', app: 'main/a?force=true#/ü b', to: 1 });
    expect(marathon.writes()).toHaveLength(1);
  });

  it('refused by a lock names its holders', async () => {
    const locked = { status: 409, body: { message: 'App is locked', deployments: [{ id: 'd7' }, { id: 'd8' }] } };
    const marathon = pretendMarathon({ [`PUT ${path}`]: locked });
    await expect(marathon.enact({ kind: 'scale-app', app, to: 1 })).rejects.toEqual(
      new FaultError({ kind: 'conflict', status: 409, text: 'App is locked', deployments: ['d7', 'd8'] }),
    );
  });

  it.each<[string, unknown, unknown]>([
    [
      'a list of fields',
      [{ path: '/instances', errors: ['error.min'] }],
      [{ path: '/instances', errors: ['error.min'] }],
    ],
    ['a text', 'Unexpected end-of-input', [{ path: '', errors: ['Unexpected end-of-input'] }]],
    ['absent', undefined, []],
    ['something else', { a: 1 }, []],
  ])('that is invalid brings its details along: %s', async (_, details, expected) => {
    const marathon = pretendMarathon({ [`PUT ${path}`]: { status: 422, body: { message: 'Invalid JSON', details } } });
    await expect(marathon.enact({ kind: 'scale-app', app, to: 1 })).rejects.toMatchObject({
      fault: { kind: 'refused', status: 422, text: 'Invalid JSON', details: expected },
    });
  });

  it('answered by a login page was not carried out', async () => {
    const marathon = pretendMarathon({ [`PUT ${path}`]: { body: '<html><title>Sign in</title></html>' } });
    await expect(marathon.enact({ kind: 'scale-app', app, to: 1 })).rejects.toMatchObject({
      fault: { kind: 'failing', text: 'Sign in' },
    });
  });
});

describe('rolling back', () => {
  const old = {
    id: '/shop/worker',
    cmd: 'run old',
    instances: 9,
    env: { A: '1' },
    uris: ['http://a/b'],
    fetch: [{ uri: 'http://a/b' }],
    ports: [10001],
    version: 'v-old',
    versionInfo: { lastScalingAt: 'v-old', lastConfigChangeAt: 'v-old' },
  };
  const present = wireAppOf('/shop/worker', {
    version: 'v-now',
    instances: 4,
    versionInfo: { lastConfigChangeAt: 'v-now' },
  });

  it("writes the old definition as a whole with today's count, in one deployment", async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: present } },
      [`GET ${path}/versions/v-old`]: { body: old },
      [`PUT ${path}?partialUpdate=false&force=true`]: started,
    });
    await marathon.enact({ kind: 'roll-back-app', app, version: 'v-old', keepCount: true, force: true });
    const { version: _v, versionInfo: _i, uris: _u, ...definition } = old;
    expect(marathon.writes()).toEqual([
      ['PUT', `${path}?partialUpdate=false&force=true`, { ...definition, instances: 4 }],
    ]);
  });

  it('leaves the count to Marathon when it was told to', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: present } },
      [`GET ${path}/versions/v-old`]: { body: old },
      [`PUT ${path}`]: started,
    });
    await marathon.enact({ kind: 'roll-back-app', app, version: 'v-old', keepCount: false });
    expect(marathon.writes()).toEqual([['PUT', path, { version: 'v-old' }]]);
  });

  it('to a phantom writes nothing', async () => {
    const marathon = pretendMarathon({ [`GET ${path}`]: { body: { app: present } } });
    await expect(
      marathon.enact({ kind: 'roll-back-app', app, version: 'v-gone', keepCount: true }),
    ).rejects.toMatchObject({ fault: { kind: 'missing', text: expect.stringContaining('v-gone') } });
    expect(marathon.writes()).toEqual([]);
  });

  it('to the one before passes over counts, phantoms and refused updates', async () => {
    const now = { ...old, cmd: 'run now', instances: 4, versionInfo: { lastConfigChangeAt: '2026-03' } };
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: { ...wireAppOf('/shop/worker'), ...now, version: '2026-05' } } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-04', '2026-01', '2026-05', '2026-06', '2026-02'] } },
      // Refused: a name after the present config change, and a definition nobody ever had.
      [`GET ${path}/versions/2026-06`]: { body: { ...now, cmd: 'run refused', version: '2026-06' } },
      // Only the count differs.
      [`GET ${path}/versions/2026-04`]: { body: { ...now, instances: 7, version: '2026-04' } },
      // 2026-02 is a phantom.
      [`GET ${path}/versions/2026-01`]: { body: { ...old, version: '2026-01' } },
      [`PUT ${path}?partialUpdate=false`]: started,
    });
    await marathon.enact({ kind: 'roll-back-app', app, version: null, keepCount: true });
    expect(marathon.writes()).toMatchObject([['PUT', `${path}?partialUpdate=false`, { cmd: 'run old', instances: 4 }]]);
  });

  const pastOf = (stored: Record<string, object>) => ({
    [`GET ${path}/versions`]: { body: { versions: Object.keys(stored) } },
    ...Object.fromEntries(
      Object.entries(stored).map(([version, body]) => [
        `GET ${path}/versions/${encodeURIComponent(version)}`,
        { body },
      ]),
    ),
  });
  const list = 'GET /v2/apps?embed=apps.counts&embed=apps.deployments&embed=apps.lastTaskFailure';
  const at = (minute: number) => `2026-11-21T07:0${minute}:00.000Z`;
  const wireAt = (minute: number, cmd: string) =>
    wireAppOf('/shop/worker', { cmd, version: at(minute), versionInfo: { lastConfigChangeAt: at(minute) } });

  it('to the one before prefers what this process saw the app have to names between, which may be refused updates', async () => {
    let now = wireAt(1, 'run good');
    const marathon = pretendMarathon({
      [list]: () => ({ body: { apps: [now] } }),
      [`GET ${path}`]: () => ({ body: { app: now } }),
      ...pastOf({
        [at(1)]: { ...old, cmd: 'run good' },
        [at(2)]: { ...old, cmd: 'run refused' },
        [at(3)]: { ...old, cmd: 'run bad' },
      }),
      [`PUT ${path}?partialUpdate=false`]: started,
    });
    await marathon.read('apps');
    now = wireAt(3, 'run bad');
    await marathon.read('apps');
    await marathon.enact({ kind: 'roll-back-app', app, version: null, keepCount: true });
    expect(marathon.writes()).toMatchObject([['PUT', `${path}?partialUpdate=false`, { cmd: 'run good' }]]);
  });

  it('to the one before knows a version by its deployment, though it lived too shortly to be read', async () => {
    let now = wireAt(1, 'run first');
    const running = { id: 'd2', version: at(2), affectedApps: ['/shop/worker'], steps: [], currentActions: [] };
    const marathon = pretendMarathon({
      [list]: () => ({ body: { apps: [now] } }),
      'GET /v2/deployments': { body: [{ ...running, currentStep: 1, totalSteps: 1 }] },
      [`GET ${path}`]: () => ({ body: { app: now } }),
      ...pastOf({
        [at(1)]: { ...old, cmd: 'run first' },
        [at(2)]: { ...old, cmd: 'run second' },
        [at(3)]: { ...old, cmd: 'run third' },
      }),
      [`PUT ${path}?partialUpdate=false`]: started,
    });
    await marathon.read('apps');
    await marathon.read('deployments');
    now = wireAt(3, 'run third');
    await marathon.read('apps');
    await marathon.enact({ kind: 'roll-back-app', app, version: null, keepCount: true });
    expect(marathon.writes()).toMatchObject([['PUT', `${path}?partialUpdate=false`, { cmd: 'run second' }]]);
  });

  it('to the one before takes none from after the present change, for nobody had it or it was taken back', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: wireAt(1, 'run good') } },
      ...pastOf({ [at(1)]: { ...old, cmd: 'run good' }, [at(2)]: { ...old, cmd: 'run bad' } }),
    });
    await expect(marathon.enact({ kind: 'roll-back-app', app, version: null, keepCount: true })).rejects.toMatchObject({
      fault: { kind: 'missing' },
    });
    expect(marathon.writes()).toEqual([]);
  });

  it('to what is there already writes nothing and says so, unless a lock is to be broken by it', async () => {
    const { version: _v, versionInfo: _i, ...same } = old;
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: { ...same, instances: 4, version: at(1), tasksRunning: 4, tasks: [] } } },
      ...pastOf({ 'v-old': old }),
      [`PUT ${path}?partialUpdate=false&force=true`]: started,
      [`PUT ${path}`]: started,
    });
    const back: Intent = { kind: 'roll-back-app', app, version: 'v-old', keepCount: true };
    await expect(marathon.enact(back)).rejects.toMatchObject({
      fault: { kind: 'refused', text: expect.stringContaining('Nothing would change') },
    });
    expect(marathon.writes()).toEqual([]);
    await marathon.enact({ ...back, force: true });
    // The count of then is another one.
    await marathon.enact({ ...back, keepCount: false });
    expect(marathon.writes()).toHaveLength(2);
  });

  it('tells what it found there before it writes', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: present } },
      ...pastOf({ 'v-old': old }),
      [`PUT ${path}?partialUpdate=false`]: { status: 200, body: 'garbage' },
    });
    const seen: unknown[] = [];
    await marathon.adapter.enact(
      { kind: 'roll-back-app', app, version: 'v-old', keepCount: true },
      marathon.signal,
      (found) => seen.push(found, marathon.writes().length),
    );
    expect(seen).toEqual([{ version: 'v-now', wanted: 4 }, 0]);
  });

  it('with nothing to go back to says so', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: present } },
      [`GET ${path}/versions`]: { body: { versions: ['v-now'] } },
    });
    await expect(marathon.enact({ kind: 'roll-back-app', app, version: null, keepCount: true })).rejects.toMatchObject({
      fault: { kind: 'missing' },
    });
  });
});

describe('resuming', () => {
  const resume: Intent = { kind: 'resume-app', app, to: null };
  const suspended = (changedAt: string) =>
    wireAppOf('/shop/worker', { version: '2026-09', instances: 0, versionInfo: { lastConfigChangeAt: changedAt } });
  const stored = (instances: number, changedAt: string) => ({
    body: { instances, versionInfo: { lastConfigChangeAt: changedAt } },
  });

  it('takes the count this process saw last, which cannot be a refused one', async () => {
    let instances = 6;
    const marathon = pretendMarathon({
      'GET /v2/apps?embed=apps.counts&embed=apps.deployments&embed=apps.lastTaskFailure': () => ({
        body: { apps: [wireAppOf('/shop/worker', { instances })] },
      }),
      [`PUT ${path}`]: started,
    });
    await marathon.read('apps');
    instances = 0;
    await marathon.read('apps');
    await marathon.enact(resume);
    expect(marathon.writes()).toEqual([['PUT', path, { instances: 6 }]]);
  });

  it("takes the latest count of the same definition from Marathon's versions, in whatever order they come", async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: suspended('2026-05') } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-05', '2026-09', '2026-08', '2026-07', '2026-06'] } },
      // A refused change of the definition.
      [`GET ${path}/versions/2026-08`]: stored(50, '2026-08'),
      [`GET ${path}/versions/2026-06`]: stored(3, '2026-05'),
      [`GET ${path}/versions/2026-05`]: stored(2, '2026-05'),
      [`PUT ${path}`]: started,
    });
    await marathon.enact(resume);
    expect(marathon.writes()).toEqual([['PUT', path, { instances: 3 }]]);
  });

  it('finds the count of a definition that a rollback gave a name from the past', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: suspended('2026-01') } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-09', '2026-04', '2026-01'] } },
      // The bad change that was rolled back.
      [`GET ${path}/versions/2026-04`]: stored(12, '2026-04'),
      [`GET ${path}/versions/2026-01`]: stored(6, '2026-01'),
      [`PUT ${path}`]: started,
    });
    await marathon.enact(resume);
    expect(marathon.writes()).toEqual([['PUT', path, { instances: 6 }]]);
  });

  it('falls back to any count above 0', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: suspended('2026-05') } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-09', '2026-03', '2026-02'] } },
      [`GET ${path}/versions/2026-03`]: stored(0, '2026-03'),
      [`GET ${path}/versions/2026-02`]: stored(2, '2026-02'),
      [`PUT ${path}`]: started,
    });
    await marathon.enact(resume);
    expect(marathon.writes()).toEqual([['PUT', path, { instances: 2 }]]);
  });

  it('takes none from after the suspension or from a refused change: nobody had it', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: suspended('2026-05') } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-10', '2026-09', '2026-07'] } },
      [`GET ${path}/versions/2026-10`]: stored(40, '2026-05'),
      [`GET ${path}/versions/2026-07`]: stored(50, '2026-07'),
    });
    await expect(marathon.enact(resume)).rejects.toMatchObject({ fault: { kind: 'missing' } });
    expect(await marathon.adapter.readCountBefore?.(app, marathon.signal)).toBeNull();
  });

  it('is shown by the same rule as it is done', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: suspended('2026-05') } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-09', '2026-06'] } },
      [`GET ${path}/versions/2026-06`]: stored(3, '2026-05'),
    });
    expect(await marathon.adapter.readCountBefore?.(app, marathon.signal)).toBe(3);
  });

  it('of a version older than all others, where no order tells, takes only what all agree on', async () => {
    const rolledBack = wireAppOf('/shop/worker', {
      version: '2026-01',
      instances: 0,
      versionInfo: { lastConfigChangeAt: '2026-01' },
    });
    const answers = (...counts: number[]) => ({
      [`GET ${path}`]: { body: { app: rolledBack } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-01', ...counts.map((_, n) => `2026-0${n + 2}`)] } },
      ...Object.fromEntries(
        counts.map((count, n) => [`GET ${path}/versions/2026-0${n + 2}`, stored(count, '2026-02')]),
      ),
    });
    const agreed = pretendMarathon(answers(5, 0, 5));
    expect(await agreed.adapter.readCountBefore?.(app, agreed.signal)).toBe(5);
    const torn = pretendMarathon(answers(5, 50));
    expect(await torn.adapter.readCountBefore?.(app, torn.signal)).toBeNull();
  });

  it('without any earlier count says so and writes nothing', async () => {
    const marathon = pretendMarathon({
      [`GET ${path}`]: { body: { app: suspended('2026-09') } },
      [`GET ${path}/versions`]: { body: { versions: ['2026-09'] } },
    });
    await expect(marathon.enact(resume)).rejects.toMatchObject({ fault: { kind: 'missing' } });
    expect(marathon.writes()).toEqual([]);
  });
});
