import { hostileTexts, addHostileNames } from './hostile.ts';
import type { SimApp } from '../world/cluster.ts';
import type { SimInstance } from '../world/instance.ts';
import type { MockHost } from '../host.ts';
import { ControlError, count, number, text, word } from './fields.ts';
import type { Wire } from '../marathon/wire.ts';

/** Makes something happen; returns what it did, for the answer. */
type Injection = (host: MockHost, fields: Wire) => Wire;

function appOf(host: MockHost, fields: Wire): SimApp {
  const id = text(fields, 'id');
  const app = host.world().cluster.app(id);
  if (app === undefined) throw new ControlError(`There is no app "${id}".`, 404);
  return app;
}

function did(done: boolean, otherwise: string): Wire {
  if (!done) throw new ControlError(otherwise, 404);
  return {};
}

function runningOf(app: SimApp, limit: number): SimInstance[] {
  return [...app.instances.values()].filter(({ state }) => state === 'running').slice(0, limit);
}

function override(host: MockHost, app: SimApp, change: NonNullable<SimApp['override']> | undefined): Wire {
  host.world().cluster.behave(app.id, change === undefined ? undefined : { ...app.override, ...change });
  return { id: app.id };
}

/** `tasksRunning` changes by one each time: down, then up again. Nothing else happens, so it can be done ten times a second. */
function touch(host: MockHost, fields: Wire): Wire {
  const { cluster } = host.world();
  const app = appOf(host, fields);
  const blinking = [...app.instances.values()].find(
    ({ state, startedAtMs }) => state === 'starting' && startedAtMs !== null,
  );
  const instance = blinking ?? runningOf(app, 1)[0];
  if (instance === undefined) throw new ControlError(`"${app.id}" has no running instance.`, 404);
  return cluster.touch(instance);
}

const injections: Readonly<Record<string, Injection>> = {
  'crash-app': (host, fields) => {
    const app = appOf(host, fields);
    const message = typeof fields['message'] === 'string' ? fields['message'] : 'Command exited with status 137';
    const victims = runningOf(app, count(fields, 'count') ?? Infinity);
    for (const victim of victims) host.world().cluster.end(victim, 'failed', message);
    if (fields['again'] === true) override(host, app, { failsWith: message });
    return { crashed: victims.length };
  },
  'finish-app': (host, fields) => {
    const victims = runningOf(appOf(host, fields), count(fields, 'count') ?? Infinity);
    for (const victim of victims) host.world().cluster.end(victim, 'finished', 'Command exited with status 0');
    return { finished: victims.length };
  },
  'hang-start': (host, fields) =>
    override(host, appOf(host, fields), { hangsIn: word(fields, 'in', ['staging', 'starting'], 'starting') }),
  'slow-start': (host, fields) => override(host, appOf(host, fields), { startMs: number(fields, 'ms', 30_000) }),
  'http-status': (host, fields) => {
    const app = appOf(host, fields);
    const status = number(fields, 'status', 503, 100);
    override(host, app, { httpStatus: status });
    if (status < 400) host.world().cluster.health.recover(app.instances.values());
    else host.world().cluster.health.probeSoon(app.instances.values());
    return { id: app.id };
  },
  'fail-health': (host, fields) => {
    const app = appOf(host, fields);
    const victims = runningOf(app, count(fields, 'count') ?? Infinity);
    const cause = typeof fields['cause'] === 'string' ? fields['cause'] : '503 Service Unavailable';
    host.world().cluster.health.fail(victims, count(fields, 'times', 1) ?? null, cause);
    return { failing: victims.length };
  },
  'recover-app': (host, fields) => {
    const app = appOf(host, fields);
    host.world().cluster.health.recover(app.instances.values());
    return override(host, app, undefined);
  },
  'agent-loss': (host, fields) => {
    const { cluster } = host.world();
    const name =
      typeof fields['host'] === 'string' ? fields['host'] : cluster.agents().find((agent) => agent.reachable)?.host;
    if (name === undefined) throw new ControlError('There is no agent to lose.', 404);
    did(cluster.loseAgent(name), `There is no agent "${name}" to lose.`);
    return { host: name };
  },
  'agent-return': (host, fields) => {
    const { cluster } = host.world();
    const name =
      typeof fields['host'] === 'string' ? fields['host'] : cluster.agents().find((agent) => !agent.reachable)?.host;
    if (name === undefined) throw new ControlError('No agent is lost.', 404);
    did(cluster.returnAgent(name), `The agent "${name}" is not lost.`);
    return { host: name };
  },
  'kill-worker': (host, fields) =>
    did(host.world().messaging.killWorker(text(fields, 'name')), `There is no worker "${text(fields, 'name')}".`),
  'freeze-worker': (host, fields) =>
    did(host.world().messaging.freezeWorker(text(fields, 'name')), `There is no worker "${text(fields, 'name')}".`),
  'continue-worker': (host, fields) =>
    did(host.world().messaging.continueWorker(text(fields, 'name')), `There is no worker "${text(fields, 'name')}".`),
  'kill-pool-process': (host, fields) =>
    did(
      host.world().messaging.killPoolProcess(text(fields, 'name')),
      `There is no process to kill in "${text(fields, 'name')}".`,
    ),
  publish: (host, fields) => {
    host.world().messaging.publish(text(fields, 'queue'), count(fields, 'count', 1) ?? 1);
    return {};
  },
  'send-task': (host, fields) => ({
    taskId: host.world().messaging.send({ type: text(fields, 'type'), queue: text(fields, 'queue') }),
  }),
  poison: (host, fields) => ({
    taskIds: host.world().messaging.poison(text(fields, 'queue'), count(fields, 'count', 1) ?? 1),
  }),
  'load-factor': (host, fields) => {
    host.world().messaging.load.setFactor(text(fields, 'queue'), number(fields, 'factor', 1));
    return {};
  },
  'stop-broker': (host) => {
    host.world().messaging.stopBroker();
    return {};
  },
  'start-broker': (host) => {
    host.world().messaging.startBroker();
    return {};
  },
  'hostile-names': (host) => {
    addHostileNames(host.world());
    return { texts: Object.keys(hostileTexts) };
  },
  'leader-change': (host, fields) => {
    const how = word(fields, 'how', ['refused', 'html', 'redirect'], 'html');
    host.marathon.leadership.change(host.world(), number(fields, 'downMs', 4000), how);
    return { how };
  },
  'touch-app': touch,
};

/** Carries an injection out by its kind. */
export function inject(host: MockHost, fields: Wire): Wire {
  const kind = text(fields, 'kind');
  const injection = injections[kind];
  if (injection === undefined) {
    throw new ControlError(`There is no injection "${kind}"; there are ${Object.keys(injections).join(', ')}.`);
  }
  return injection(host, fields);
}
