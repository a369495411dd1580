import type { AppConfig, AppDefinition, SimHealthCheck } from '../world/app.ts';
import { stampText, wireAt, without } from './wire.ts';
import type { Wire } from './wire.ts';

const second = 1000;

/** Order of keys as the real program writes them. */
export function healthCheckJson(check: SimHealthCheck): Wire {
  const { protocol, path, portIndex, port, ignoreHttp1xx, ipProtocol, command } = check.details;
  const http = protocol === 'HTTP' || protocol === 'HTTPS';
  return without(
    {
      command,
      gracePeriodSeconds: check.graceMs / second,
      ignoreHttp1xx: http ? (ignoreHttp1xx ?? false) : undefined,
      intervalSeconds: check.intervalMs / second,
      maxConsecutiveFailures: check.maxFailures,
      path,
      port,
      portIndex: portIndex ?? (protocol === 'COMMAND' || port !== undefined ? undefined : 0),
      protocol,
      ipProtocol: protocol === 'COMMAND' ? undefined : (ipProtocol ?? 'IPv4'),
      timeoutSeconds: check.timeoutMs / second,
      delaySeconds: check.delayMs / second,
    },
    new Set(),
  );
}

function readinessJson(check: NonNullable<AppConfig['readinessCheck']>): Wire {
  const { protocol, path, portName, timeoutSeconds, httpStatusCodesForReady } = check.details;
  return {
    name: check.name,
    protocol: protocol ?? 'HTTP',
    path: path ?? '/',
    portName: portName ?? 'http-api',
    intervalSeconds: check.intervalMs / second,
    timeoutSeconds: timeoutSeconds ?? 10,
    httpStatusCodesForReady: httpStatusCodesForReady ?? [200],
    preserveLastResponse: check.preserveLastResponse,
  };
}

function portDefinitions(config: AppConfig): readonly Wire[] {
  return config.ports.map(({ servicePort, details: { name, protocol, labels } }) =>
    without({ port: servicePort, name, protocol, labels }, new Set()),
  );
}

function portMappings(config: AppConfig): readonly Wire[] {
  return config.ports.map(({ servicePort, details }) => {
    const { containerPort, hostPort, labels, name, protocol, ...rest } = details;
    return without({ containerPort, hostPort, labels, name, protocol, servicePort, ...rest }, new Set());
  });
}

function unreachableJson(config: AppConfig): unknown {
  if (config.unreachable === null) return 'disabled';
  return {
    inactiveAfterSeconds: config.unreachable.inactiveAfterMs / second,
    expungeAfterSeconds: config.unreachable.expungeAfterMs / second,
  };
}

function unlessEmpty<T extends readonly unknown[] | Wire>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function isMapped(config: AppConfig): boolean {
  const networks = config.details['networks'];
  return Array.isArray(networks) && JSON.stringify(networks[0] ?? null).includes('container');
}

/** A whole app as JSON, without counters. `versionInfo` is only there once the app is stored. */
export function definitionJson(definition: AppDefinition, stored = true): Wire {
  const { config } = definition;
  const { args, executor, user, fetch, networks, requirePorts, acceptedResourceRoles, secrets, check, residency, tty } =
    config.details;
  const mapped = isMapped(config);
  const container = wireAt(config.details, 'container');
  const mappings = mapped ? { portMappings: portMappings(config) } : {};
  const info = {
    lastScalingAt: stampText(definition.lastScalingAtMs),
    lastConfigChangeAt: stampText(definition.lastConfigChangeAtMs),
  };
  return without(
    {
      id: definition.id,
      acceptedResourceRoles,
      args,
      backoffFactor: config.backoffFactor,
      backoffSeconds: config.backoffMs / second,
      cmd: config.cmd,
      constraints: unlessEmpty(
        config.constraints.map((one) => [one.field, one.operator, ...(one.value === null ? [] : [one.value])]),
      ),
      container: unlessEmpty({ ...container, ...(Object.keys(container).length > 0 ? mappings : {}) }),
      check,
      cpus: config.cpus,
      dependencies: unlessEmpty(config.dependencies),
      disk: config.diskMib,
      env: unlessEmpty(config.env),
      executor: executor ?? '',
      fetch: Array.isArray(fetch) ? unlessEmpty(fetch) : undefined,
      healthChecks: unlessEmpty(config.healthChecks.map(healthCheckJson)),
      instances: definition.instances,
      labels: config.labels,
      maxLaunchDelaySeconds: config.maxLaunchDelayMs / second,
      mem: config.memMib,
      gpus: config.gpus,
      networks: networks ?? [{ mode: 'host' }],
      portDefinitions: mapped ? undefined : portDefinitions(config),
      readinessChecks: config.readinessCheck === null ? undefined : [readinessJson(config.readinessCheck)],
      requirePorts: requirePorts ?? false,
      residency,
      secrets,
      taskKillGracePeriodSeconds: config.killGraceMs === 0 ? undefined : config.killGraceMs / second,
      tty,
      upgradeStrategy: {
        maximumOverCapacity: config.maximumOverCapacity,
        minimumHealthCapacity: config.minimumHealthCapacity,
      },
      user,
      version: stampText(definition.versionMs),
      versionInfo: stored ? info : undefined,
      killSelection: config.killSelection === 'oldest-first' ? 'OLDEST_FIRST' : 'YOUNGEST_FIRST',
      unreachableStrategy: unreachableJson(config),
      role: config.role,
    },
    new Set(),
  );
}

const texts = new WeakMap<AppDefinition, string>();

/** The same as text without the closing brace, so that counters can follow; kept as long as the definition is. */
export function definitionText(definition: AppDefinition): string {
  let text = texts.get(definition);
  if (text === undefined) {
    text = JSON.stringify(definitionJson(definition)).slice(0, -1);
    texts.set(definition, text);
  }
  return text;
}
