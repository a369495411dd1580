import { z } from 'zod';
import type { Intent } from '../src/domain/intent.ts';
import type { ActsRequest, TopicsRequest } from '../src/protocol/messages.ts';

const key = z.string().min(3).max(2000);
const force = z.boolean().exactOptional();
const app = { app: key };
const pool = { worker: key, by: z.number().int().min(1).max(1000) };
const consumer = { worker: key, queue: z.string().min(1).max(255) };

/** An intent as a screen or script sends it; the same words as `src/domain/intent.ts`, which the type below holds it to. */
const intentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scale-app'), ...app, to: z.number().int().min(0).max(10_000), force }),
  z.strictObject({ kind: z.literal('restart-app'), ...app, force }),
  z.strictObject({ kind: z.literal('suspend-app'), ...app, force }),
  z.strictObject({ kind: z.literal('resume-app'), ...app, to: z.number().int().min(1).max(10_000).nullable(), force }),
  z.strictObject({
    kind: z.literal('roll-back-app'),
    ...app,
    version: z.string().min(1).max(100).nullable(),
    keepCount: z.boolean(),
    force,
  }),
  z.strictObject({ kind: z.literal('reset-delay'), ...app }),
  z.strictObject({
    kind: z.literal('kill-instance'),
    ...app,
    instance: z.string().min(1).max(2000),
    scale: z.boolean(),
    force,
  }),
  z.strictObject({ kind: z.literal('stop-deployment'), deployment: key, mode: z.enum(['roll-back', 'leave']) }),
  z.strictObject({ kind: z.literal('purge-queue'), queue: key }),
  z.strictObject({ kind: z.literal('grow-pool'), ...pool }),
  z.strictObject({ kind: z.literal('shrink-pool'), ...pool }),
  z.strictObject({ kind: z.literal('add-consumer'), ...consumer }),
  z.strictObject({ kind: z.literal('cancel-consumer'), ...consumer }),
  z.strictObject({ kind: z.literal('shut-down-worker'), worker: key }),
  z.strictObject({ kind: z.literal('revoke-task'), task: key, terminate: z.boolean() }),
]) satisfies z.ZodType<Intent>;

/** Body of `POST /api/v1/acts`. */
export const actsRequestSchema = z.strictObject({
  intents: z.array(intentSchema).min(1).max(500),
}) satisfies z.ZodType<ActsRequest>;

/** Body of `POST /api/v1/stream/{session}/topics`. */
export const topicsRequestSchema = z.strictObject({
  add: z
    .array(
      z.strictObject({ topic: z.string().max(3000), sub: z.string().max(60), have: z.number().int().exactOptional() }),
    )
    .max(200),
  drop: z.array(z.string().max(3000)).max(200),
  wall: z.boolean().exactOptional(),
}) satisfies z.ZodType<TopicsRequest>;
