import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.ts';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The command line, as given. */
export interface Flags {
  marathon: readonly string[];
  flower: readonly string[];
  rabbitmq: readonly string[];
  config: string | undefined;
  listen: string | undefined;
  name: string | undefined;
  environment: string | undefined;
  readOnly: boolean;
  trustNetwork: boolean;
  actTimeoutMs: number | undefined;
  logLevel: (typeof levels)[number] | undefined;
  help: boolean;
}

/** What `--help` prints. */
export const usage = `Signalbox: see and steer a cluster and the queues that feed it.

  npm start -- --marathon URL --flower URL --rabbitmq URL
  npm start -- --config signalbox.json

  --marathon URL        Marathon's address; user:password@ may stand before the host (again for more than one)
  --flower URL          Flower's address
  --rabbitmq URL        address of RabbitMQ's management API
  --config FILE         sources, credentials in files or environment variables, certificates: see the README
  --listen HOST:PORT    where browsers call; 127.0.0.1:8400 unless told otherwise, port 0 takes a free one
  --name NAME           the cluster's name
  --environment LABEL   PROD, STAGING or LAB: shown, with its colour, beside the name and in every question
  --read-only           nobody can change anything from here
  --trust-network       with --read-only: allow an address other than loopback without sign-in
  --act-timeout SECONDS how long an accepted act may show no effect before it counts as timed out; without it 15 s to 10 min by kind
  --log-level LEVEL     fatal, error, warn, info, debug, trace or silent; logs are JSON lines on standard error
`;

/** Reads the command line. Throws ConfigError naming the flag. */
export function readFlags(argv: readonly string[]): Flags {
  const { values } = parse(argv);
  const level = values['log-level'];
  const logLevel = levels.find((known) => known === level);
  if (level !== undefined && logLevel === undefined) {
    throw new ConfigError(`--log-level: expected one of ${levels.join(', ')}, not "${level}".`);
  }
  return {
    marathon: values.marathon ?? [],
    flower: values.flower ?? [],
    rabbitmq: values.rabbitmq ?? [],
    config: values.config,
    listen: values.listen,
    name: values.name,
    environment: values.environment,
    readOnly: values['read-only'] ?? false,
    trustNetwork: values['trust-network'] ?? false,
    actTimeoutMs: actTimeoutOf(values['act-timeout']),
    logLevel,
    help: values.help ?? false,
  };
}

function actTimeoutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const timeoutMs = Number(text) * 1000;
  if (timeoutMs >= 500 && timeoutMs <= 3_600_000) return timeoutMs;
  throw new ConfigError(`--act-timeout: expected seconds between 0.5 and 3600, not "${text}".`);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        marathon: { type: 'string', multiple: true },
        flower: { type: 'string', multiple: true },
        rabbitmq: { type: 'string', multiple: true },
        config: { type: 'string' },
        listen: { type: 'string' },
        name: { type: 'string' },
        environment: { type: 'string' },
        'read-only': { type: 'boolean' },
        'trust-network': { type: 'boolean' },
        'act-timeout': { type: 'string' },
        'log-level': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const text = error instanceof Error ? error.message.split('\n')[0] : 'not understood';
    throw new ConfigError(`${text ?? ''} (--help lists the flags).`);
  }
}
