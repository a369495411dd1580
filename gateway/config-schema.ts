import { z } from 'zod';

/** Whether exactly one of the ways is taken. */
function isOne(ways: Readonly<Record<string, unknown>>): boolean {
  return Object.values(ways).filter((way) => way !== undefined).length === 1;
}

/**
 * A secret: spelled out, in a file (re-read when the gateway starts), or in an environment variable. No union, so that a mistake is named
 * where it stands.
 */
const secret = z
  .strictObject({
    value: z.string().optional(),
    file: z.string().min(1).optional(),
    env: z.string().min(1).optional(),
  })
  .refine(isOne, { error: 'expected one of {"value": …}, {"file": …} and {"env": …}' });

const auth = z
  .strictObject({
    basic: z.strictObject({ user: z.string().min(1), password: secret }).optional(),
    bearer: secret.optional(),
  })
  .refine(isOne, { error: 'expected one of {"basic": {"user": …, "password": …}} and {"bearer": …}' });

const httpUrl = z.string().refine(
  (text) => {
    try {
      return ['http:', 'https:'].includes(new URL(text).protocol);
    } catch {
      return false;
    }
  },
  { error: 'expected an address like http://host:8080' },
);

const source = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, { error: 'expected lower-case letters, digits and hyphens' }),
  kind: z.enum(['marathon', 'flower', 'rabbitmq']),
  name: z.string().min(1).max(60).optional(),
  url: httpUrl,
  auth: auth.optional(),
  /** A file with the certificate authority that signed the upstream's certificate. */
  ca: z.string().min(1).optional(),
  readOnly: z.boolean().optional(),
  timeoutMs: z.number().int().min(500).max(120_000).optional(),
  concurrency: z.number().int().min(1).max(64).optional(),
  maxBodyMiB: z.number().int().min(1).max(2048).optional(),
});

/** The shape of signalbox.json; unknown keys are errors, since a mistyped key would otherwise be silently ignored. */
export const configSchema = z.strictObject({
  name: z.string().min(1).max(60).optional(),
  environment: z
    .strictObject({ label: z.string().min(1).max(12), colour: z.enum(['production', 'staging', 'lab']) })
    .optional(),
  listen: z.string().optional(),
  /** Names, besides loopback's, under which browsers may call this gateway. */
  hosts: z.array(z.string().min(1)).optional(),
  readOnly: z.boolean().optional(),
  trustNetwork: z.boolean().optional(),
  /** How long an accepted act may show no effect before it counts as timed out; each kind has its own time (15 s to 10 min) without it. */
  actTimeoutMs: z.number().int().min(500).max(3_600_000).optional(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  sources: z.array(source).min(1),
});

/** A configuration file as written. */
export type ConfigFile = z.infer<typeof configSchema>;

/** One source as written. */
export type SourceConfig = z.infer<typeof source>;

/** A secret as written. */
export type SecretConfig = z.infer<typeof secret>;
