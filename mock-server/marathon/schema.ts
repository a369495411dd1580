import type { Complaint } from './errors.ts';
import { isWire } from './wire.ts';
import type { Wire } from './wire.ts';

/** The part of Marathon's JSON schema a dashboard can run into; the error strings are Play's codes without arguments. */
type Check = (value: unknown, path: string) => Complaint[];

const complain = (path: string, error: string): Complaint[] => [{ path, errors: [error] }];

function numeric(min: number | null, max: number | null): Check {
  return (value, path) => {
    if (typeof value !== 'number') return complain(path, 'error.expected.jsnumber');
    if (min !== null && value < min) return complain(path, 'error.min');
    return max !== null && value > max ? complain(path, 'error.max') : [];
  };
}

const int: Check = (value, path) => {
  if (typeof value !== 'number') return complain(path, 'error.expected.jsnumber');
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) return complain(path, 'error.expected.int');
  return value < 0 ? complain(path, 'error.min') : [];
};

const text: Check = (value, path) => (typeof value === 'string' ? [] : complain(path, 'error.expected.jsstring'));
const flag: Check = (value, path) => (typeof value === 'boolean' ? [] : complain(path, 'error.expected.jsboolean'));
const object: Check = (value, path) => (isWire(value) ? [] : complain(path, 'error.expected.jsobject'));

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return complain(path, 'error.expected.jsarray');
    return value.flatMap((element: unknown, at) => check(element, `${path}(${at})`));
  };
}

function oneOf(...allowed: readonly string[]): Check {
  return (value, path) => {
    if (typeof value !== 'string') return complain(path, 'error.expected.jsstring');
    return allowed.includes(value) ? [] : complain(path, 'error.unknown.enum.literal');
  };
}

function missing(name: string, owner: Wire): string {
  return `'${name}' is undefined on object: ${JSON.stringify(owner)}`;
}

const upgradeStrategy: Check = (value, path) => {
  if (!isWire(value)) return complain(path, 'error.expected.jsobject');
  return ['maximumOverCapacity', 'minimumHealthCapacity'].flatMap((name) =>
    value[name] === undefined
      ? complain(`${path}/${name}`, missing(name, value))
      : numeric(0, 1)(value[name], `${path}/${name}`),
  );
};

const segment = /^(?:\.|\.\.|(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])(?:\.(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]))*)$/;

const id: Check = (value, path) => {
  if (typeof value !== 'string') return complain(path, 'error.expected.jsstring');
  const parts = value.replace(/^\//, '').replace(/\/$/, '').split('/');
  const fine = value === '/' || value === '' || parts.every((part) => segment.test(part));
  return fine ? [] : complain(path, 'error.pattern');
};

const constraint: Check = (value, path) =>
  Array.isArray(value)
    ? value.flatMap((element: unknown, at) => text(element, `${path}(${at})`))
    : complain(path, 'error.expected.jsarray');

const healthCheck: Check = (value, path) => {
  if (!isWire(value)) return complain(path, 'error.expected.jsobject');
  const numbers = ['gracePeriodSeconds', 'intervalSeconds', 'maxConsecutiveFailures', 'timeoutSeconds', 'delaySeconds'];
  return numbers.flatMap((name) => (value[name] === undefined ? [] : int(value[name], `${path}/${name}`)));
};

/** In the order in which the real program complains. */
const fields: Readonly<Record<string, Check>> = {
  id,
  instances: int,
  mem: numeric(0, null),
  cpus: numeric(0, null),
  disk: numeric(0, null),
  gpus: int,
  cmd: text,
  args: listOf(text),
  user: text,
  env: object,
  labels: object,
  constraints: listOf(constraint),
  container: object,
  dependencies: listOf(text),
  fetch: listOf(object),
  healthChecks: listOf(healthCheck),
  readinessChecks: listOf(object),
  backoffFactor: numeric(1, null),
  backoffSeconds: int,
  maxLaunchDelaySeconds: int,
  networks: listOf(object),
  portDefinitions: listOf(object),
  requirePorts: flag,
  acceptedResourceRoles: listOf(text),
  upgradeStrategy,
  killSelection: oneOf('YOUNGEST_FIRST', 'OLDEST_FIRST'),
  taskKillGracePeriodSeconds: int,
  role: text,
  version: text,
};

/** What the schema has against an app's fields, as far as they are given; null counts as not given. */
export function schemaComplaints(app: Wire): Complaint[] {
  return Object.entries(fields).flatMap(([name, check]) => {
    const value = app[name];
    return value === undefined || value === null ? [] : check(value, `/${name}`);
  });
}

/** The same for something that must be an app with an id. */
export function newAppComplaints(value: unknown): Complaint[] {
  if (!isWire(value)) return [{ path: '/id', errors: [`${JSON.stringify(value)} is not an object`] }];
  if (value['id'] === undefined || value['id'] === null) return complain('/id', missing('id', value));
  return schemaComplaints(value);
}

const operators = new Set(['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS']);

function constraintComplaints(value: unknown, at: number): Complaint[] {
  const [, operator, argument]: unknown[] = Array.isArray(value) ? value : [];
  const path = `/constraints(${at})`;
  if (typeof operator !== 'string' || !operators.has(operator.toUpperCase())) {
    return complain(path, `Invalid operator: ${String(operator)}`);
  }
  switch (operator.toUpperCase()) {
    case 'LIKE':
    case 'UNLIKE':
      return typeof argument === 'string' ? [] : complain(path, `A regular expression value must be provided`);
    case 'MAX_PER':
      return /^\d+$/.test(String(argument)) ? [] : complain(path, 'MAX_PER requires an integer value');
    case 'IS':
      return typeof argument === 'string' ? [] : complain(path, 'IS requires a value');
    default:
      return [];
  }
}

/** What the fields together forbid. `app` is the whole app, after a merge. */
export function semanticComplaints(app: Wire): Complaint[] {
  const found: Complaint[] = [];
  const { cmd, args, container, constraints, healthChecks, portDefinitions, id: name } = app;
  if (name === '/')
    found.push(
      { path: '/id', errors: ['Path must contain at least one path element'] },
      { path: '/', errors: ['must not be root'] },
    );
  if (cmd === undefined && args === undefined && container === undefined) {
    found.push({
      path: '/',
      errors: ["AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."],
    });
  }
  // A one-character command is refused with these words: measured on Marathon 1.11.26.
  if (typeof cmd === 'string' && cmd.length < 2) found.push({ path: '/', errors: ['must not be an empty string'] });
  if (cmd !== undefined && args !== undefined) {
    found.push({
      path: '/',
      errors: ["AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."],
    });
  }
  if (Array.isArray(constraints)) found.push(...constraints.flatMap(constraintComplaints));
  const mappings = isWire(container) ? container['portMappings'] : undefined;
  const ports = Array.isArray(mappings) ? mappings.length : Array.isArray(portDefinitions) ? portDefinitions.length : 1;
  for (const [at, check] of Array.isArray(healthChecks) ? healthChecks.entries() : []) {
    const index: unknown = isWire(check) ? check['portIndex'] : undefined;
    if (typeof index === 'number' && index >= ports) {
      const words = 'Health check port indices must address an element of the ports array or container port mappings.';
      found.push({ path: `/healthChecks(${String(at)})`, errors: [words] });
    }
  }
  return found;
}
