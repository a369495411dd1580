import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import type { AuthConfig, SecretConfig, SourceConfig } from './config-schema.ts';

/** The Authorization header of a source, or undefined when it has no credentials. Throws ConfigError naming source and key. */
export function authorizationOf(source: SourceConfig): string | undefined {
  if (!source.auth) return undefined;
  return headerOf(source.auth, `sources.${source.id}.auth`);
}

function headerOf(auth: AuthConfig, key: string): string {
  if ('basic' in auth) {
    const password = readSecret(auth.basic.password, `${key}.basic.password`);
    return `Basic ${Buffer.from(`${auth.basic.user}:${password}`, 'utf8').toString('base64')}`;
  }
  return `Bearer ${readSecret(auth.bearer, `${key}.bearer`)}`;
}

function readSecret(secret: SecretConfig, key: string): string {
  if ('value' in secret) return secret.value;
  if ('env' in secret) {
    const value = process.env[secret.env];
    if (value === undefined) throw new ConfigError(`${key}: the environment variable ${secret.env} is not set.`);
    return value;
  }
  return readFileOf(secret.file, key).trimEnd();
}

/** The certificate authority of a source, PEM, or undefined. Throws ConfigError naming source and key. */
export function certificateOf(source: SourceConfig): string | undefined {
  return source.ca === undefined ? undefined : readFileOf(source.ca, `sources.${source.id}.ca`);
}

function readFileOf(path: string, key: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${key}: ${path} can't be read (${error instanceof Error ? error.message : 'unknown'}).`);
  }
}
