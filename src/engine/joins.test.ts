import { describe, expect, it } from 'vitest';
import { counted } from '../domain/testing/effort.ts';
import { app, consumer, instance, queue, worker } from '../domain/testing/build.ts';
import { celeryIn } from './joins-command.ts';
import { joinWorlds, type World } from './joins.ts';

function world(change: Partial<World> = {}): World {
  return { apps: [], instances: [], workers: [], queues: [], consumers: [], ...change };
}

describe('the queues in a command line', () => {
  it.each([
    ['celery -A shop worker -Q emails', ['emails']],
    ['celery -A shop worker -Q emails,reports --loglevel=info', ['emails', 'reports']],
    ['celery -A shop worker -Qemails', ['emails']],
    ['celery -A shop worker --queues=emails,reports', ['emails', 'reports']],
    ['celery -A shop worker --queues emails', ['emails']],
    [`celery -A shop worker -Q "emails, reports"`, ['emails', 'reports']],
    [`celery -A shop worker -Q 'e-mails'`, ['e-mails']],
    ['/opt/venv/bin/celery -A shop worker -Q emails', ['emails']],
    ['python3 -m celery -A shop worker -Q emails', ['emails']],
    ['exec celery -A shop worker \\\n  -Q emails \\\n  -c 4', ['emails']],
    [`/bin/sh -c "cd /srv && exec celery -A shop worker -Q emails"`, ['emails']],
    ['celery -A shop worker -Q a & celery -A shop worker -Q b; wait', ['a', 'b']],
    ['celery -A shop worker -Q a -Q b', ['b']],
    ['C_FORCE_ROOT=1 celery -A shop worker -Q emails', ['emails']],
  ])('%s', (command, queues) => {
    expect(celeryIn(command)?.queues).toEqual(queues);
  });

  it('are none where the command leaves them to Celery, to a variable, or names none', () => {
    expect(celeryIn('celery -A shop worker')?.queues).toEqual([]);
    expect(celeryIn('celery -A shop worker -Q $QUEUES')?.queues).toEqual([]);
    expect(celeryIn('celery -A shop worker -Q --loglevel=info')?.queues).toEqual([]);
    expect(celeryIn('celery -A shop worker -Q')?.queues).toEqual([]);
  });

  it.each([
    null,
    '',
    'sleep 100',
    'celery -A shop beat',
    'celery -A shop flower -Q x',
    'celery-export -Q emails && run worker',
  ])('no worker in %j', (command) => {
    expect(celeryIn(command)).toBeNull();
  });

  it('are not searched in a line of unreasonable length', () => {
    expect(celeryIn('celery worker -Q a '.repeat(2000))).toBeNull();
  });

  it('of other programs in the same line are not taken', () => {
    expect(celeryIn('dump -Q secrets | celery -A shop worker -Q emails')?.queues).toEqual(['emails']);
  });

  it('stay text, whatever quotes and backslashes a hostile label writer leaves open', () => {
    for (const tail of ['"', "'", '\\', '(((', '"\\', `'"`, '\u202e']) {
      expect(() => celeryIn(`celery worker -Q a ${tail}`)).not.toThrow();
    }
  });
});

describe('who drains a queue', () => {
  const emails = queue('emails');
  const reports = queue('reports');

  it('is an app that says so by its label or its command', () => {
    const labelled = app('/shop/mail', { labels: { 'signalbox.queues': 'emails, nowhere' } });
    const commanded = app('/shop/report', { command: 'celery -A shop worker -Q reports' });
    const { drains } = joinWorlds(world({ apps: [labelled, commanded], queues: [emails, reports] }));
    expect(drains).toEqual([
      { queue: emails.key, worker: null, app: labelled.key, evidence: ['label'] },
      { queue: reports.key, worker: null, app: commanded.key, evidence: ['command'] },
    ]);
  });

  it('is a worker that says so', () => {
    const one = worker('celery@a', { queues: ['emails'] });
    const { drains, hosts } = joinWorlds(world({ workers: [one], queues: [emails, reports] }));
    expect(drains).toEqual([{ queue: emails.key, worker: one.key, app: null, evidence: ['inspection'] }]);
    expect(hosts).toEqual([]);
  });

  it('is the worker whose remote-control queue shares the connection', () => {
    const one = worker('worker1@host-a', { queues: [] });
    const { drains } = joinWorlds(
      world({
        workers: [one],
        queues: [emails, reports, queue('worker1@host-a.celery.pidbox')],
        consumers: [
          consumer('worker1@host-a.celery.pidbox', '127.0.0.1:48574 -> 127.0.0.1:5680'),
          consumer('emails', '127.0.0.1:48574 -> 127.0.0.1:5680'),
          consumer('reports', '127.0.0.1:48520 -> 127.0.0.1:5680'),
          consumer('0c1a.reply.celery.pidbox', '127.0.0.1:48520 -> 127.0.0.1:5680'),
          consumer('celeryev.1', '127.0.0.1:48574 -> 127.0.0.1:5680'),
        ],
      }),
    );
    expect(drains).toEqual([{ queue: emails.key, worker: one.key, app: null, evidence: ['pidbox'] }]);
  });

  it('is told once with all its evidence', () => {
    const one = worker('worker1@host-a', { queues: ['emails'] });
    const consumers = [consumer('worker1@host-a.celery.pidbox', 'c1'), consumer('emails', 'c1')];
    const { drains } = joinWorlds(world({ workers: [one], queues: [emails], consumers }));
    expect(drains).toEqual([{ queue: emails.key, worker: one.key, app: null, evidence: ['inspection', 'pidbox'] }]);
  });

  it('is nobody where two brokers have a queue of that name', () => {
    const twins = [emails, queue('emails', { source: 'rabbit2' }), queue('emails', { vhost: 'staging' })];
    const one = worker('celery@a', { queues: ['emails'] });
    const labelled = app('/shop/mail', { labels: { 'signalbox.queues': 'emails' } });
    expect(joinWorlds(world({ apps: [labelled], workers: [one], queues: twins })).drains).toEqual([]);
  });

  it('is told between two brokers where the worker was seen at one of them', () => {
    const other = queue('emails', { source: 'rabbit2' });
    const one = worker('celery@agent-01', { queues: ['emails'] });
    const mail = app('/shop/mail', { command: 'celery worker -Q emails' });
    const consumers = [
      consumer('celery@agent-01.celery.pidbox', 'c1', { source: 'rabbit2' }),
      consumer('emails', 'c1', { source: 'rabbit2' }),
      consumer('emails', 'c1'),
    ];
    const { drains } = joinWorlds(
      world({
        apps: [mail],
        instances: [instance('mail.1', { appId: '/shop/mail' })],
        workers: [one],
        queues: [emails, other],
        consumers,
      }),
    );
    expect(drains).toEqual([
      { queue: other.key, worker: one.key, app: mail.key, evidence: ['host', 'inspection', 'pidbox'] },
      { queue: other.key, worker: null, app: mail.key, evidence: ['command'] },
    ]);
  });

  it('is nobody where two workers have one name', () => {
    const twins = [worker('celery@a', { queues: [] }), worker('celery@a', { source: 'flower2', queues: [] })];
    const consumers = [consumer('celery@a.celery.pidbox', 'c1'), consumer('emails', 'c1')];
    expect(joinWorlds(world({ workers: twins, queues: [emails], consumers })).drains).toEqual([]);
  });

  it('is never asked of an internal queue', () => {
    const one = worker('celery@a', { queues: ['celeryev.1'] });
    expect(joinWorlds(world({ workers: [one], queues: [queue('celeryev.1')] })).drains).toEqual([]);
  });
});

describe('who runs a worker', () => {
  const mail = app('/shop/mail', { command: 'celery -A shop worker -Q emails' });
  const there = instance('mail.1', { appId: '/shop/mail', host: 'agent-01.test' });

  it('is the app with an instance on its host, and that instance where there is but one', () => {
    const one = worker('celery@agent-01');
    expect(joinWorlds(world({ apps: [mail], instances: [there], workers: [one] })).hosts).toEqual([
      { worker: one.key, app: mail.key, instance: there.key, evidence: ['host'] },
    ]);
  });

  it('is the app alone where several of its instances or workers share the host', () => {
    const second = instance('mail.2', { appId: '/shop/mail', host: 'agent-01.test' });
    const one = worker('celery@agent-01');
    const hosts = joinWorlds(world({ apps: [mail], instances: [there, second], workers: [one] })).hosts;
    expect(hosts).toMatchObject([{ app: mail.key, instance: null }]);
    const pair = [worker('w1@agent-01'), worker('w2@agent-01')];
    const two = joinWorlds(world({ apps: [mail], instances: [there], workers: pair })).hosts;
    expect(two.map((link) => link.instance)).toEqual([null, null]);
  });

  it('is not confused by the dead whom Flower still lists', () => {
    const pair = [worker('w1@agent-01', { alive: false }), worker('w2@agent-01')];
    const { hosts } = joinWorlds(world({ apps: [mail], instances: [there], workers: pair }));
    expect(hosts.map((link) => link.instance)).toEqual([null, there.key]);
  });

  it('is nobody where two apps on the host drain the same queues', () => {
    const other = app('/shop/mail2', { command: 'celery -A shop worker -Q emails' });
    const beside = instance('mail2.1', { appId: '/shop/mail2', host: 'agent-01.test' });
    const { hosts } = joinWorlds(
      world({ apps: [mail, other], instances: [there, beside], workers: [worker('celery@agent-01')] }),
    );
    expect(hosts).toEqual([]);
  });

  it('is told between two apps on a host by the queues', () => {
    const other = app('/shop/report', { command: 'celery -A shop worker -Q reports' });
    const beside = instance('report.1', { appId: '/shop/report', host: 'agent-01.test' });
    const one = worker('w2@agent-01', { queues: ['reports'] });
    const { hosts } = joinWorlds(world({ apps: [mail, other], instances: [there, beside], workers: [one] }));
    expect(hosts).toMatchObject([{ worker: one.key, app: other.key }]);
  });

  it('is the app that names exactly its queues, where another on the host shares one of them', () => {
    const shop = app('/shop/worker', { command: 'celery -A shop worker -Q orders,images' });
    const thumbs = app('/media/thumbs', { command: 'celery -A thumbs worker -Q images' });
    const instances = [
      instance('shop.1', { appId: '/shop/worker', host: 'agent-03.test' }),
      instance('thumbs.1', { appId: '/media/thumbs', host: 'agent-03.test' }),
    ];
    const workers = [
      worker('worker@agent-03.test', { queues: ['images', 'orders'] }),
      worker('thumbs@agent-03.test', { queues: ['images'] }),
    ];
    const { hosts } = joinWorlds(world({ apps: [shop, thumbs], instances, workers }));
    expect(hosts.map((link) => [link.worker, link.app])).toEqual([
      ['flower/worker@agent-03.test', shop.key],
      ['flower/thumbs@agent-03.test', thumbs.key],
    ]);
  });

  it('is nobody while another app that fits runs on hosts nobody knows', () => {
    const other = app('/shop/mail2', { command: 'celery -A shop worker -Q emails' });
    const { hosts } = joinWorlds(
      world({ apps: [mail, other], instances: [there], workers: [worker('celery@agent-01')] }),
    );
    expect(hosts).toEqual([]);
  });

  it('is an app that names no queues only where its node’s name or Celery’s default queue says so too', () => {
    const hostsOf = (command: string, one: ReturnType<typeof worker>) => {
      const bare = app('/shop/bare', { command });
      const here = instance('bare.1', { appId: '/shop/bare', host: 'agent-01.test' });
      return joinWorlds(world({ apps: [bare], instances: [here], workers: [one] })).hosts.length;
    };
    const unnamed = 'celery -A shop worker';
    expect(hostsOf(unnamed, worker('celery@agent-01', { queues: ['emails'] }))).toBe(0);
    expect(hostsOf(unnamed, worker('celery@agent-01', { queues: [] }))).toBe(0);
    expect(hostsOf(unnamed, worker('celery@agent-01', { queues: ['celery'] }))).toBe(1);
    expect(hostsOf(`${unnamed} -n mail@%h`, worker('mail@agent-01', { queues: ['emails'] }))).toBe(1);
    expect(hostsOf(`${unnamed} --hostname=mail@%h`, worker('other@agent-01', { queues: ['celery'] }))).toBe(0);
    expect(hostsOf(`${unnamed} -n $NAME@%h`, worker('mail@agent-01', { queues: ['emails'] }))).toBe(0);
  });

  it('is never an app that does not run Celery, nor one on another host, nor any on localhost', () => {
    const web = app('/shop/web');
    const webHere = instance('web.1', { appId: '/shop/web', host: 'agent-01.test' });
    expect(joinWorlds(world({ apps: [web], instances: [webHere], workers: [worker('w@agent-01')] })).hosts).toEqual([]);
    expect(joinWorlds(world({ apps: [mail], instances: [there], workers: [worker('w@agent-011')] })).hosts).toEqual([]);
    const local = instance('mail.1', { appId: '/shop/mail', host: 'localhost' });
    expect(joinWorlds(world({ apps: [mail], instances: [local], workers: [worker('w@localhost')] })).hosts).toEqual([]);
  });

  it('matches a name without its domain, but no part of an address', () => {
    const byAddress = instance('mail.1', { appId: '/shop/mail', host: '10.0.4.11' });
    const hosts = (name: string) =>
      joinWorlds(world({ apps: [mail], instances: [byAddress], workers: [worker(name)] })).hosts.length;
    expect(hosts('w@10.0.4.11')).toBe(1);
    expect(hosts('w@10.0.4')).toBe(0);
  });

  it('is certain where the worker carries the task id in its name', () => {
    const one = worker('celery@mail.instance-1._app.1');
    const named = instance('mail.instance-1._app.1', { appId: '/shop/mail' });
    expect(joinWorlds(world({ apps: [mail], instances: [named], workers: [one] })).hosts).toEqual([
      { worker: one.key, app: mail.key, instance: named.key, evidence: ['process'] },
    ]);
  });

  it('looks at each of ten thousand apps and a thousand workers about as often as at a tenth of them', () => {
    const looksAt = (total: number): number => {
      const apps = Array.from({ length: total }, (_, n) =>
        app(`/g${n % 100}/a${n}`, { command: n % 10 === 0 ? `celery -A shop worker -Q q${n}` : `run --id ${n}` }),
      );
      const some = total / 10;
      const workers = Array.from({ length: some }, (_, n) => worker(`w@h${n}`, { queues: [`q${n * 10}`] }));
      const queues = Array.from({ length: some }, (_, n) => queue(`q${n * 10}`));
      const instances = apps
        .filter((_, n) => n % 10 === 0)
        .map((one, n) => instance(`i${n}`, { appId: one.id, host: `h${n}` }));
      const seen = { apps: counted(apps), workers: counted(workers), queues: counted(queues) };
      const { hosts, drains } = joinWorlds(
        world({ apps: seen.apps.things, instances, workers: seen.workers.things, queues: seen.queues.things }),
      );
      expect(hosts).toHaveLength(some);
      expect(drains).toHaveLength(2 * some);
      return (seen.apps.looks() + seen.workers.looks() + seen.queues.looks()) / total;
    };
    expect(looksAt(10_000)).toBeLessThan(looksAt(1000) * 2);
  });
});
