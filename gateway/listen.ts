import { ConfigError } from './config-error.ts';

/** Where to listen; port 0 takes any free one. */
export interface ListenAddress {
  host: string;
  port: number;
  loopback: boolean;
}

/** Reads `HOST:PORT`, `[::1]:8400`, `:8400` or `8400`. `key` names where it stood, for the error. */
export function parseListen(text: string, key: string): ListenAddress {
  const match = /^(?:(?:\[([^\]]+)\]|([^:]*)):)?(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port > 65_535) throw new ConfigError(`${key}: expected HOST:PORT like 127.0.0.1:8400, not "${text}".`);
  const host = match[1] ?? (match[2] === undefined || match[2] === '' ? '127.0.0.1' : match[2]);
  return { host, port, loopback: isLoopback(host) };
}

/** Whether a host name or address means this machine and nothing else. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
