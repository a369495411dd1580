import { readFileSync } from 'node:fs';
import { configSchema, type ConfigFile, type SourceConfig } from './config-schema.ts';
import { ConfigError } from './config-error.ts';
import { parseListen, type ListenAddress } from './listen.ts';
import type { Flags } from './args.ts';

/** Everything the gateway is told, checked and complete. */
export interface Config {
  name: string;
  environment: { label: string; colour: 'production' | 'staging' | 'lab' };
  listen: ListenAddress;
  hosts: readonly string[];
  readOnly: boolean;
  trustNetwork: boolean;
  /** null: each kind of act has its own time. */
  actTimeoutMs: number | null;
  logLevel: NonNullable<ConfigFile['logLevel']>;
  sources: readonly SourceOf[];
}

/** A source with the file it stands in; none for a flag's. */
export type SourceOf = SourceConfig & { path?: string };

const kinds = ['marathon', 'flower', 'rabbitmq'] as const;

const titles = { marathon: 'Marathon', flower: 'Flower', rabbitmq: 'RabbitMQ' } as const;

/** Puts flags over the file over defaults. Throws ConfigError, whose message names the file or flag, the key and what was expected. */
export function loadConfig(flags: Flags): Config {
  const file = flags.config === undefined ? null : readConfigFile(flags.config);
  const sources = [...sourcesOfFile(file, flags.config ?? ''), ...sourcesOfFlags(flags)];
  if (sources.length === 0) {
    throw new ConfigError('No source is named: give --marathon URL, --flower URL or --rabbitmq URL, or --config FILE.');
  }
  const ids = new Set<string>();
  for (const { id } of sources) {
    if (ids.has(id)) throw new ConfigError(`Two sources have the id "${id}": ids must differ.`);
    ids.add(id);
  }
  const config: Config = {
    name: flags.name ?? file?.name ?? 'cluster',
    environment:
      flags.environment === undefined
        ? (file?.environment ?? { label: 'LAB', colour: 'lab' })
        : { label: flags.environment, colour: colourOf(flags.environment) },
    listen: parseListen(
      flags.listen ?? file?.listen ?? '127.0.0.1:8400',
      flags.listen === undefined ? 'listen' : '--listen',
    ),
    hosts: file?.hosts ?? [],
    readOnly: flags.readOnly || (file?.readOnly ?? false),
    trustNetwork: flags.trustNetwork || (file?.trustNetwork ?? false),
    actTimeoutMs: flags.actTimeoutMs ?? file?.actTimeoutMs ?? null,
    logLevel: flags.logLevel ?? file?.logLevel ?? 'warn',
    sources: sources.map((source) => ({ ...source, name: source.name ?? titles[source.kind] })),
  };
  refuseOpenDoor(config);
  return config;
}

/** Without sign-in nobody but this machine may pull levers; a read-only wall on a trusted network is the one exception. */
function refuseOpenDoor(config: Config): void {
  if (config.listen.loopback || (config.readOnly && config.trustNetwork)) return;
  throw new ConfigError(
    `Refusing to listen on ${config.listen.host}: there is no sign-in yet, so anyone there could steer the cluster; ` +
      'listen on 127.0.0.1, or add --read-only --trust-network for a display.',
  );
}

function colourOf(label: string): Config['environment']['colour'] {
  const word = label.toLowerCase();
  if (word.startsWith('prod')) return 'production';
  return word.startsWith('stag') ? 'staging' : 'lab';
}

function sourcesOfFlags(flags: Flags): SourceConfig[] {
  return kinds.flatMap((kind) => flags[kind].map((text, index) => sourceOfFlag(kind, text, index)));
}

function sourceOfFlag(kind: SourceConfig['kind'], text: string, index: number): SourceConfig {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url)
    throw new ConfigError(`--${kind}: "${withoutLogin(text)}" is no address; expected one like http://host:8080.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfigError(`--${kind}: expected an http:// or https:// address, not ${url.protocol}//.`);
  }
  const id = index === 0 ? kind : `${kind}-${index + 1}`;
  return { id, kind, ...takenApart(url) };
}

/** Node quotes what surrounds a mistake, which may be a secret. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (?:\.\.\.)?".*$/s, '');
}

/** What stands before an @ may be a password, whatever is wrong with the rest. */
function withoutLogin(text: string): string {
  return text.replace(/^.*@/s, '…@');
}

/** An address without its user:password@, which become credentials. */
function takenApart(url: URL): Pick<SourceConfig, 'url' | 'auth'> {
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  url.username = '';
  url.password = '';
  return { url: url.toString(), ...(user === '' ? {} : { auth: { basic: { user, password: { value: password } } } }) };
}

/** Addresses in the file may carry a login like those of flags, and secrets are named by the file they stand in. */
function sourcesOfFile(file: ConfigFile | null, path: string): SourceOf[] {
  return (file?.sources ?? []).map((source) => {
    const { url, auth } = takenApart(new URL(source.url));
    if (auth && source.auth)
      throw new ConfigError(
        `${path}: sources.${source.id}: has credentials in its url and in auth; expected one of them.`,
      );
    return { ...source, url, ...(auth ? { auth } : {}), path };
  });
}

function readConfigFile(path: string): ConfigFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${path}: can't be read (${error instanceof Error ? error.message : 'unknown'}).`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(
      `${path}: is not JSON (${error instanceof Error ? withoutExcerpt(error.message) : 'unknown'}).`,
    );
  }
  const parsed = configSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
  throw new ConfigError(`${path}: ${key}: ${issue?.message ?? 'is not understood'}.`);
}
