import type { IncomingMessage } from 'node:http';
import { ApiError } from './collection.ts';

/** A user of the broker; the permissions are regular expressions over queue names of the virtual host `/`. */
export type BrokerUser = {
  readonly name: string;
  readonly password: string;
  readonly tag: 'administrator' | 'monitoring' | 'management' | 'none';
  readonly permissions: { readonly configure: string; readonly write: string; readonly read: string } | null;
};

const everything = { configure: '.*', write: '.*', read: '.*' };

/** An administrator and one who may look but not touch. */
export const usualUsers: readonly BrokerUser[] = [
  { name: 'ops', password: 'ops-password', tag: 'administrator', permissions: everything },
  {
    name: 'viewer',
    password: 'viewer-password',
    tag: 'monitoring',
    permissions: { configure: '^$', write: '^$', read: '^$' },
  },
];

const anyone: BrokerUser = { name: 'ops', password: '', tag: 'administrator', permissions: everything };

/** Who asks. Without configured users everybody is the administrator. */
export function userOf(req: IncomingMessage, users: readonly BrokerUser[]): BrokerUser {
  if (users.length === 0) return anyone;
  const [scheme, token] = (req.headers.authorization ?? '').split(' ', 2);
  // No body at all without credentials, a reason with wrong ones (measured on RabbitMQ 3.10.8).
  if (scheme?.toLowerCase() !== 'basic' || token === undefined) throw new ApiError(401, null);
  const text = Buffer.from(token, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const found = users.find((user) => user.name === text.slice(0, colon) && user.password === text.slice(colon + 1));
  if (found === undefined) throw new ApiError(401, 'not_authorized', 'Login failed');
  if (found.tag === 'none') throw new ApiError(401, 'not_authorised', 'Not management user');
  return found;
}

/** Sees other users' connections, and nodes. */
export function mustMonitor(user: BrokerUser): void {
  if (user.tag === 'management') throw new ApiError(401, 'not_authorised', 'Not monitor user');
}

export function mustAdminister(user: BrokerUser): void {
  if (user.tag !== 'administrator') throw new ApiError(401, 'not_authorised', 'Not administrator user');
}

/** Reading permission is enough to purge, and to get messages (measured on RabbitMQ 3.10.8). */
export function mustHave(user: BrokerUser, permission: 'configure' | 'write' | 'read', queue: string): void {
  if (user.permissions === null || !new RegExp(user.permissions[permission]).test(queue)) {
    throw new ApiError(401, 'not_authorised', 'Access refused.');
  }
}
