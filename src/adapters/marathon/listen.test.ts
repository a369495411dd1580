import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../domain/ports.ts';
import { pretendMarathon } from './testing/pretend-marathon.ts';

const stream = (body: string) => ({ body, headers: { 'content-type': 'text/event-stream;charset=utf-8' } });
const event = (name: string, data: unknown) => `event: ${name}\r\ndata: ${JSON.stringify(data)}\r\n\r\n`;

async function listenTo(marathon: ReturnType<typeof pretendMarathon>) {
  const marks: Mark[] = [];
  let opened = 0;
  await marathon.adapter.listen?.(
    (mark) => marks.push(mark),
    marathon.sink,
    () => (opened += 1),
    marathon.signal,
  );
  return { marks, opened };
}

describe('events', () => {
  const plan = {
    id: 'd1',
    version: 'v',
    steps: [
      { actions: [{ action: 'StartApplication', app: '/a' }] },
      { actions: [{ action: 'ScaleApplication', app: '/a' }] },
    ],
  };

  it.each<[string, unknown, readonly Mark[]]>([
    ['status_update_event', { appId: '/a' }, [{ kind: 'app', key: 'main/a' }]],
    ['instance_changed_event', { runSpecId: '/a', condition: 'Running' }, [{ kind: 'app', key: 'main/a' }]],
    [
      'instance_changed_event',
      { runSpecId: '/a', condition: 'Failed' },
      [
        { kind: 'read', name: 'launches' },
        { kind: 'app', key: 'main/a' },
      ],
    ],
    ['instance_health_changed_event', { runSpecId: '/a', healthy: null }, [{ kind: 'app', key: 'main/a' }]],
    ['api_post_event', { appDefinition: { id: '/a' } }, [{ kind: 'app', key: 'main/a' }]],
    ['group_change_success', { groupId: '/' }, [{ kind: 'read', name: 'deployments' }]],
    ['group_change_failed', { groupId: '/', reason: 'App is locked' }, []],
    ['event_stream_attached', { remoteAddress: '127.0.0.1' }, []],
    ['a_new_event', { appId: '/a' }, []],
  ])('%s %j marks what is to be read again', async (name, data, expected) => {
    const marathon = pretendMarathon({ 'GET /v2/events': stream(event(name, data)) });
    expect((await listenTo(marathon)).marks).toEqual(expected);
  });

  it('that begin a step tell of the deployment, which may be over before any poll', async () => {
    const marathon = pretendMarathon({
      'GET /v2/events': stream(
        event('deployment_info', { plan, currentStep: plan.steps[1] }) +
          event('deployment_success', { id: 'd1', plan }),
      ),
    });
    const { marks } = await listenTo(marathon);
    expect(marathon.sink.get('deployment', 'main/d1')).toMatchObject({
      appIds: ['/a'],
      step: 2,
      stepCount: 2,
      outcome: 'running',
    });
    expect(marathon.sink.ends).toEqual([{ deployment: 'main/d1', outcome: 'succeeded', reason: null }]);
    expect(marks).toContainEqual({ kind: 'app', key: 'main/a' });
  });

  it('that tell the failure of a deployment nobody saw are those of a refused write, and say nothing', async () => {
    const marathon = pretendMarathon({
      'GET /v2/events': stream(
        event('deployment_failed', { id: 'd9', plan: { ...plan, id: 'd9' }, reason: 'App is locked' }),
      ),
    });
    expect((await listenTo(marathon)).marks).toEqual([]);
    expect(marathon.sink.ends).toEqual([]);
  });

  it('that are no JSON are told of, and the next is heard', async () => {
    const marathon = pretendMarathon({
      'GET /v2/events': stream(
        `event: status_update_event\r\ndata: {"appId"\r\n\r\n${event('status_update_event', { appId: '/a' })}`,
      ),
    });
    expect((await listenTo(marathon)).marks).toEqual([{ kind: 'app', key: 'main/a' }]);
    expect(marathon.sink.faults).toMatchObject([{ kind: 'unreadable', path: 'events.status_update_event' }]);
  });

  it('of a whole recorded day name every app that changed and end only deployments that were', async () => {
    const recorded = readFileSync(new URL('./fixtures/events.sse', import.meta.url), 'utf8');
    // The recording begins with its own request's headers.
    const marathon = pretendMarathon({ 'GET /v2/events': stream(recorded.slice(recorded.indexOf('event:'))) });
    const { marks } = await listenTo(marathon);
    const apps = new Set(marks.flatMap((mark) => (mark.kind === 'app' ? [mark.key] : [])));
    expect(marathon.sink.faults).toEqual([]);
    expect([...apps]).toEqual(expect.arrayContaining(['main/sleeper', 'main/prod/web/nginx', 'main/crasher']));
    const reasons = new Set(marathon.sink.ends.map(({ reason }) => reason));
    expect([...reasons]).toEqual([null, 'The upgrade has been cancelled']);
    expect(marathon.sink.ends.length).toBeGreaterThan(40);
  });
});

describe('the event stream', () => {
  it('is asked for with exactly this Accept: anything added is answered 405', async () => {
    const marathon = pretendMarathon({ 'GET /v2/events': stream('') });
    expect((await listenTo(marathon)).opened).toBe(1);
    expect(marathon.upstream.sent[0]?.headers).toEqual({ accept: 'text/event-stream' });
  });

  const redirect = (location: string) => ({ status: 302, headers: { location } });

  it('of a standby is taken from the leader it names', async () => {
    const marathon = pretendMarathon({
      'GET /v2/events': redirect('http://10.0.0.2:8080/v2/events'),
      'GET /v2/leader': { body: { leader: '10.0.0.2:8080' } },
      'GET http://10.0.0.2:8080/v2/events': stream(event('status_update_event', { appId: '/a' })),
    });
    expect(await listenTo(marathon)).toEqual({ opened: 1, marks: [{ kind: 'app', key: 'main/a' }] });
  });

  it.each([
    'http://elsewhere.example/v2/events',
    'http://10.0.0.2:8080/v2/apps',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '/v2/events',
    '',
  ])('is not followed to what is not the leader: %j', async (location) => {
    const marathon = pretendMarathon({
      'GET /v2/events': redirect(location),
      'GET /v2/leader': { body: { leader: '10.0.0.2:8080' } },
    });
    await expect(listenTo(marathon)).rejects.toMatchObject({
      fault: { kind: 'failing', text: expect.stringContaining('not the leader') },
    });
    expect(marathon.upstream.asked).toEqual(['GET /v2/events', 'GET /v2/leader']);
  });

  it('answered by a page is failing', async () => {
    const page = '<html><head><title>Error 502 Connection to leader refused.</title></head></html>';
    const down = pretendMarathon({ 'GET /v2/events': { status: 502, body: page } });
    await expect(listenTo(down)).rejects.toMatchObject({
      fault: { kind: 'failing', text: 'Error 502 Connection to leader refused.' },
    });
    const login = pretendMarathon({
      'GET /v2/events': { body: '<html><title>Sign in</title>', headers: { 'content-type': 'text/html' } },
    });
    await expect(listenTo(login)).rejects.toMatchObject({
      fault: { kind: 'failing', text: 'no event stream: Sign in' },
    });
  });
});
