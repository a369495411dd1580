import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { basic, isRecord } from './json.ts';
import { startGroup } from './process-group.ts';
import type { ProcessGroup } from './process-group.ts';
import { until } from './until.ts';

/** Where the broker listens and who may log in. */
export interface RabbitPlan {
  folder: string;
  amqpPort: number;
  managementPort: number;
  distPort: number;
  epmdPort: number;
  user: string;
  password: string;
}

const DEBIAN_HOME = '/usr/lib/rabbitmq/lib';

/**
 * The program itself. Debian's /usr/sbin/rabbitmq-server is a wrapper that changes to the user `rabbitmq` and its folders;
 * the script below it runs as anybody and anywhere.
 */
function serverProgram(): string {
  const releases = existsSync(DEBIAN_HOME) ? readdirSync(DEBIAN_HOME) : [];
  const found = releases
    .filter((entry) => entry.startsWith('rabbitmq_server-'))
    .map((entry) => join(DEBIAN_HOME, entry, 'sbin/rabbitmq-server'))
    .find((path) => existsSync(path));
  return found ?? 'rabbitmq-server';
}

function writeConfiguration({ folder, amqpPort, managementPort, user, password }: RabbitPlan): void {
  for (const part of ['mnesia', 'log', 'schema', 'generated']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
  const lines = [
    `listeners.tcp.1 = 127.0.0.1:${amqpPort}`,
    'management.tcp.ip = 127.0.0.1',
    `management.tcp.port = ${managementPort}`,
    `default_user = ${user}`,
    `default_pass = ${password}`,
    'default_user_tags.administrator = true',
    'disk_free_limit.absolute = 50MB',
    'log.console = true',
    'log.file = false',
  ];
  writeFileSync(join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`);
}

function environment({ folder, distPort, epmdPort }: RabbitPlan): NodeJS.ProcessEnv {
  return {
    HOME: folder,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(epmdPort),
    RABBITMQ_NODENAME: 'rabbit@localhost',
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_SCHEMA_DIR: join(folder, 'schema'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'generated'),
    RABBITMQ_PID_FILE: join(folder, 'rabbit.pid'),
    RABBITMQ_DIST_PORT: String(distPort),
    // No busy waiting of idle schedulers: the suite shares its cores with a browser.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none',
  };
}

/** An own name daemon on loopback; else Erlang starts one on every address that outlives the broker. */
export function startEpmd(plan: RabbitPlan): ProcessGroup {
  const { folder, epmdPort } = plan;
  const args = ['-address', '127.0.0.1', '-port', String(epmdPort)];
  return startGroup({
    name: 'epmd',
    command: 'epmd',
    args,
    env: {},
    cwd: folder,
    logFile: join(folder, 'epmd.log'),
    folder,
  });
}

/** Starts the broker (its data, if any, is found again) and waits until the management API answers. */
export async function startRabbit(plan: RabbitPlan, keep: (group: ProcessGroup) => ProcessGroup): Promise<void> {
  const { folder, managementPort, user, password } = plan;
  writeConfiguration(plan);
  const logFile = join(folder, 'rabbitmq.log');
  const command = serverProgram();
  const rabbit = keep(
    startGroup({ name: 'rabbitmq', command, args: [], env: environment(plan), cwd: folder, logFile, folder }),
  );
  await until('its management API', rabbit, 60_000, async () => {
    const url = `http://127.0.0.1:${managementPort}/api/health/checks/local-alarms`;
    return (await fetch(url, { headers: basic(user, password) })).ok;
  });
}

/** What the broker says of a queue (counts of messages); it collects statistics every 5 s. */
export interface BrokerDepth {
  messages: number;
  ready: number;
  unacked: number;
}

/** Asks the management API for a queue's depth; null while it does not know it. */
export async function readDepth(plan: RabbitPlan, queue: string): Promise<BrokerDepth | null> {
  const { managementPort, user, password } = plan;
  const url = `http://127.0.0.1:${managementPort}/api/queues/%2F/${encodeURIComponent(queue)}`;
  const body: unknown = await (await fetch(url, { headers: basic(user, password) })).json();
  if (!isRecord(body)) return null;
  const { messages, messages_ready: ready, messages_unacknowledged: unacked } = body;
  if (typeof messages !== 'number' || typeof ready !== 'number' || typeof unacked !== 'number') return null;
  return { messages, ready, unacked };
}
