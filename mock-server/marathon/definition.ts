import type { AppConfig, SimConstraint, SimHealthCheck, SimPort, SimReadinessCheck } from '../world/app.ts';
import { isWire, listAt, numberAt, textAt, textsAt, wireAt, without } from './wire.ts';
import type { Wire } from './wire.ts';

/** Keys of an app that the world models; the rest is carried along. */
const modelled = new Set([
  'id',
  'cmd',
  'cpus',
  'mem',
  'disk',
  'gpus',
  'instances',
  'env',
  'labels',
  'constraints',
  'healthChecks',
  'readinessChecks',
  'dependencies',
  'upgradeStrategy',
  'backoffSeconds',
  'backoffFactor',
  'maxLaunchDelaySeconds',
  'killSelection',
  'unreachableStrategy',
  'taskKillGracePeriodSeconds',
  'role',
  'portDefinitions',
  'version',
  'versionInfo',
  'tasks',
  'deployments',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'lastTaskFailure',
  'tasksStats',
  'readinessCheckResults',
  'ports',
  'uris',
  'ipAddress',
]);

/** Keys that are known at all; anything else is silently dropped, as the real program does. */
const carried = new Set([
  'args',
  'user',
  'executor',
  'fetch',
  'container',
  'networks',
  'requirePorts',
  'acceptedResourceRoles',
  'secrets',
  'check',
  'residency',
  'tty',
  'resourceLimits',
  'executorResources',
]);

const second = 1000;

function constraintOf(value: unknown): SimConstraint[] {
  const [field, operator, argument]: unknown[] = Array.isArray(value) ? value : [];
  if (typeof field !== 'string' || typeof operator !== 'string') return [];
  const upper = operator.toUpperCase();
  switch (upper) {
    case 'UNIQUE':
    case 'CLUSTER':
    case 'GROUP_BY':
    case 'LIKE':
    case 'UNLIKE':
    case 'MAX_PER':
    case 'IS':
      return [{ field, operator: upper, value: typeof argument === 'string' ? argument : null }];
    default:
      return [];
  }
}

const modelledOfCheck = new Set([
  'gracePeriodSeconds',
  'intervalSeconds',
  'timeoutSeconds',
  'maxConsecutiveFailures',
  'delaySeconds',
]);

function healthCheckOf(value: unknown): SimHealthCheck[] {
  if (!isWire(value)) return [];
  const protocol = textAt(value, 'protocol') ?? 'HTTP';
  return [
    {
      prober: protocol.startsWith('MESOS_') || protocol === 'COMMAND' ? 'executor' : 'scheduler',
      graceMs: numberAt(value, 'gracePeriodSeconds', 300) * second,
      intervalMs: numberAt(value, 'intervalSeconds', 60) * second,
      delayMs: numberAt(value, 'delaySeconds', 15) * second,
      timeoutMs: numberAt(value, 'timeoutSeconds', 20) * second,
      maxFailures: numberAt(value, 'maxConsecutiveFailures', 3),
      details: { ...without(value, modelledOfCheck), protocol },
    },
  ];
}

const modelledOfReadiness = new Set(['name', 'intervalSeconds', 'preserveLastResponse']);

function readinessOf(value: unknown): SimReadinessCheck | null {
  if (!isWire(value)) return null;
  return {
    name: textAt(value, 'name') ?? 'readinessCheck',
    intervalMs: numberAt(value, 'intervalSeconds', 30) * second,
    preserveLastResponse: value['preserveLastResponse'] === true,
    details: without(value, modelledOfReadiness),
  };
}

function isHostNetwork(app: Wire): boolean {
  const [first] = listAt(app, 'networks');
  return !isWire(first) || first['mode'] === 'host';
}

/** With host networking and nothing said, an app gets one dynamic port named `default`. */
function portsOf(app: Wire): SimPort[] {
  const container = wireAt(app, 'container');
  if (!isHostNetwork(app)) {
    return listAt(container, 'portMappings')
      .filter(isWire)
      .map((port) => ({
        servicePort: numberAt(port, 'servicePort', 0),
        details: {
          containerPort: 0,
          hostPort: 0,
          labels: {},
          protocol: 'tcp',
          ...without(port, new Set(['servicePort'])),
        },
      }));
  }
  const given = app['portDefinitions'];
  if (!Array.isArray(given)) return [{ servicePort: 0, details: { name: 'default', protocol: 'tcp' } }];
  return given.filter(isWire).map((port) => ({
    servicePort: numberAt(port, 'port', 0),
    details: { protocol: 'tcp', ...without(port, new Set(['port'])) },
  }));
}

function unreachableOf(value: unknown): AppConfig['unreachable'] {
  if (value === 'disabled') return null;
  const strategy = isWire(value) ? value : {};
  return {
    inactiveAfterMs: numberAt(strategy, 'inactiveAfterSeconds', 0) * second,
    expungeAfterMs: numberAt(strategy, 'expungeAfterSeconds', 0) * second,
  };
}

function detailsOf(app: Wire): Wire {
  const { container, ...kept } = without(app, modelled);
  const known = Object.fromEntries(Object.entries(kept).filter(([key]) => carried.has(key)));
  if (!isWire(container)) return known;
  const docker = wireAt(container, 'docker');
  const image =
    Object.keys(docker).length === 0
      ? {}
      : { docker: { forcePullImage: false, parameters: [], privileged: false, ...docker } };
  const rest = without(container, new Set(['portMappings', 'docker']));
  return { ...known, container: { type: 'MESOS', ...rest, ...image, volumes: listAt(container, 'volumes') } };
}

/** The config of a whole app; defaults are those of Marathon 1.11. */
export function configOf(app: Wire): AppConfig {
  const strategy = wireAt(app, 'upgradeStrategy');
  return {
    cmd: textAt(app, 'cmd'),
    cpus: numberAt(app, 'cpus', 1),
    memMib: numberAt(app, 'mem', 128),
    diskMib: numberAt(app, 'disk', 0),
    gpus: numberAt(app, 'gpus', 0),
    ports: portsOf(app),
    env: wireAt(app, 'env'),
    labels: textsAt(app, 'labels'),
    constraints: listAt(app, 'constraints').flatMap(constraintOf),
    healthChecks: listAt(app, 'healthChecks').flatMap(healthCheckOf),
    readinessCheck: readinessOf(listAt(app, 'readinessChecks')[0]),
    dependencies: listAt(app, 'dependencies').filter((id) => typeof id === 'string'),
    minimumHealthCapacity: numberAt(strategy, 'minimumHealthCapacity', 1),
    maximumOverCapacity: numberAt(strategy, 'maximumOverCapacity', 1),
    backoffMs: numberAt(app, 'backoffSeconds', 1) * second,
    backoffFactor: numberAt(app, 'backoffFactor', 1.15),
    maxLaunchDelayMs: numberAt(app, 'maxLaunchDelaySeconds', 300) * second,
    killSelection: app['killSelection'] === 'OLDEST_FIRST' ? 'oldest-first' : 'youngest-first',
    unreachable: unreachableOf(app['unreachableStrategy']),
    killGraceMs: numberAt(app, 'taskKillGracePeriodSeconds', 0) * second,
    role: textAt(app, 'role') ?? '*',
    details: detailsOf(app),
  };
}
