import { parseFaultRule } from '../faults/rule.ts';
import { sendJson } from '../http/upstream.ts';
import type { Exchange, Handler } from '../http/upstream.ts';
import { isWire } from '../marathon/wire.ts';
import type { Wire } from '../marathon/wire.ts';
import { scenarios } from '../scenarios/catalog.ts';
import type { MockHost, ResetOptions } from '../host.ts';
import { ControlError, count, fieldsOf, number, onlyKeys, text } from './fields.ts';
import { inject } from './inject.ts';

type Lever = (host: MockHost, fields: Wire, exchange: Exchange) => unknown;

function scenarioOf(name: string): string {
  if (scenarios.some((scenario) => scenario.name === name)) return name;
  const names = scenarios.map((scenario) => scenario.name).join(', ');
  throw new ControlError(`There is no scenario "${name}"; there are ${names}.`);
}

function resetOptions(fields: Wire): ResetOptions {
  onlyKeys(fields, ['seed', 'scenario', 'apps', 'instances']);
  const seed = count(fields, 'seed');
  const apps = count(fields, 'apps');
  const instances = count(fields, 'instances');
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(fields['scenario'] === undefined ? {} : { scenario: scenarioOf(text(fields, 'scenario')) }),
    apps: apps ?? null,
    instances: instances ?? null,
  };
}

function summary(host: MockHost): Wire {
  const { clock, cluster, messaging, seed } = host.world();
  return {
    scenario: host.scenario(),
    seed,
    clock: { nowMs: clock.nowMs(), speed: clock.speed(), running: clock.isRunning(), pending: clock.pending() },
    apps: cluster.appCount(),
    instances: cluster.instanceCount(),
    agents: cluster.agents().length,
    deployments: cluster.deployments.list().length,
    eventReaders: host.marathon.readers(),
    messaging: messaging.summary(),
    faults: host.faults.list(),
    requests: host.requests.counts(),
  };
}

function steer(host: MockHost, fields: Wire): Wire {
  onlyKeys(fields, ['advanceMs', 'speed', 'pause', 'run']);
  const { clock } = host.world();
  if (fields['speed'] !== undefined) clock.setSpeed(number(fields, 'speed', 1));
  if (fields['pause'] === true) clock.pause();
  if (fields['advanceMs'] !== undefined) clock.advance(number(fields, 'advanceMs', 0));
  if (fields['run'] === true) clock.run();
  return { nowMs: clock.nowMs(), speed: clock.speed(), running: clock.isRunning() };
}

function plan(host: MockHost, rule: unknown): unknown {
  try {
    return host.faults.add(parseFaultRule(rule));
  } catch (error) {
    throw new ControlError(error instanceof Error ? `${error.message}.` : 'The rule cannot be read.');
  }
}

const removePrefix = '/__mock/faults/';

const levers: Readonly<Record<string, Lever>> = {
  'GET /__mock/state': summary,
  'POST /__mock/reset': (host, fields) => {
    host.reset(resetOptions(fields));
    return summary(host);
  },
  'POST /__mock/scenario': (host, fields) => {
    onlyKeys(fields, ['name', 'params']);
    const params = isWire(fields['params']) ? fields['params'] : {};
    host.reset(resetOptions({ ...params, scenario: text(fields, 'name') }));
    return summary(host);
  },
  'GET /__mock/scenarios': () => scenarios.map(({ name, title }) => ({ name, title })),
  'POST /__mock/clock': steer,
  'GET /__mock/faults': (host) => host.faults.list(),
  'POST /__mock/faults': (host, fields) => plan(host, fields),
  'PUT /__mock/faults': (host, fields) => {
    const rules = fields['rules'];
    if (!Array.isArray(rules)) throw new ControlError('"rules" must be a list of rules.');
    host.faults.clear();
    return rules.map((rule: unknown) => plan(host, rule));
  },
  'DELETE /__mock/faults': (host) => {
    host.faults.clear();
    return [];
  },
  'POST /__mock/inject': inject,
  'POST /__mock/requests/reset': (host) => {
    host.requests.reset();
    return {};
  },
};

function removeFault(host: MockHost, id: string): unknown {
  if (!host.faults.remove(id)) throw new ControlError(`There is no fault "${id}".`, 404);
  return host.faults.list();
}

async function answer(host: MockHost, exchange: Exchange): Promise<unknown> {
  const { method, path } = exchange;
  if (method === 'DELETE' && path.startsWith(removePrefix)) return removeFault(host, path.slice(removePrefix.length));
  const lever = levers[`${method} ${path}`];
  if (lever === undefined) {
    throw new ControlError(`There is no ${method} ${path}; there are ${Object.keys(levers).join(', ')}.`, 404);
  }
  return lever(host, fieldsOf(await exchange.text()), exchange);
}

/** The control API, `/__mock/…`: on its own port and on each upstream's. Errors are JSON with one sentence in `message`. */
export function createControlHandler(host: MockHost): Handler {
  return async (exchange) => {
    try {
      sendJson(exchange, await answer(host, exchange));
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      sendJson(exchange, { message: error.message }, error.status);
    }
  };
}
