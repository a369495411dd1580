import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import type { SecretConfig } from './config-schema.ts';
import type { SourceOf } from './config.ts';

/** The Authorization header of a source, or undefined when it has no credentials. Throws ConfigError naming file, source and key. */
export function authorizationOf(source: SourceOf): string | undefined {
  const { basic, bearer } = source.auth ?? {};
  const key = keyOf(source, 'auth');
  if (basic) {
    const password = readSecret(basic.password, `${key}.basic.password`);
    return `Basic ${Buffer.from(`${basic.user}:${password}`, 'utf8').toString('base64')}`;
  }
  return bearer && `Bearer ${readSecret(bearer, `${key}.bearer`)}`;
}

function keyOf({ id, path }: SourceOf, name: string): string {
  return `${path === undefined ? '' : `${path}: `}sources.${id}.${name}`;
}

function readSecret(secret: SecretConfig, key: string): string {
  const { value, env, file } = secret;
  if (env !== undefined) {
    const found = process.env[env];
    if (found === undefined) throw new ConfigError(`${key}: the environment variable ${env} is not set.`);
    return found;
  }
  return file === undefined ? (value ?? '') : readFileOf(file, key).trimEnd();
}

/** The certificate authority of a source, PEM, or undefined. Throws ConfigError naming file, source and key. */
export function certificateOf(source: SourceOf): string | undefined {
  return source.ca === undefined ? undefined : readFileOf(source.ca, keyOf(source, 'ca'));
}

function readFileOf(path: string, key: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${key}: ${path} can't be read (${error instanceof Error ? error.message : 'unknown'}).`);
  }
}
