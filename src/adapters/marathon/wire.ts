import { z } from 'zod';

// What Marathon sends, as far as a screen needs it. Unknown fields pass. Absent and null mean the default (Marathon 1.11, source: old
// releases write nulls and empty lists, new ones omit them); a wrong type makes the record unreadable.

const text = z.string();
const number = z.number();
const texts = z.array(text).nullish();

/** `lastTaskFailure`; kept until the next failure. */
const wireFailure = z.object({
  host: text.nullish(),
  message: text.nullish(),
  state: text.nullish(),
  taskId: text.nullish(),
  timestamp: text.nullish(),
  version: text.nullish(),
});

/** An app of `/v2/apps` with its counts. */
export const wireApp = z.object({
  id: text.min(1),
  instances: number.nonnegative().nullish(),
  tasksStaged: number.nonnegative(),
  tasksRunning: number.nonnegative(),
  tasksHealthy: number.nonnegative().nullish(),
  tasksUnhealthy: number.nonnegative().nullish(),
  cpus: number.nullish(),
  mem: number.nullish(),
  disk: number.nullish(),
  gpus: number.nullish(),
  labels: z.record(text, text).nullish(),
  cmd: text.nullish(),
  args: texts,
  container: z.object({ docker: z.object({ image: text.nullish() }).nullish() }).nullish(),
  version: text.nullish(),
  versionInfo: z.object({ lastScalingAt: text.nullish(), lastConfigChangeAt: text.nullish() }).nullish(),
  deployments: z.array(z.object({ id: text })).nullish(),
  upgradeStrategy: z
    .object({ minimumHealthCapacity: number.nullish(), maximumOverCapacity: number.nullish() })
    .nullish(),
  dependencies: texts,
  healthChecks: z.array(z.unknown()).nullish(),
  check: z.unknown().optional(),
  lastTaskFailure: wireFailure.nullish(),
});
export type WireApp = z.infer<typeof wireApp>;

/** A task of an app. `version`, `stagedAt`, `startedAt` are absent once it is not active (measured on 1.11.26). */
export const wireTask = z.object({
  id: text.min(1),
  appId: text.min(1),
  host: text.nullish(),
  ports: z.array(number).nullish(),
  state: text.nullish(),
  healthCheckResults: z
    .array(z.object({ alive: z.boolean().nullish(), lastFailureCause: text.nullish() }).nullable())
    .nullish(),
  version: text.nullish(),
  stagedAt: text.nullish(),
  startedAt: text.nullish(),
  zone: text.nullish(),
});
export type WireTask = z.infer<typeof wireTask>;

const wireAction = z.object({
  action: text.nullish(),
  app: text.nullish(),
  pod: text.nullish(),
  readinessCheckResults: z
    .array(
      z.object({
        taskId: text.nullish(),
        ready: z.boolean().nullish(),
        lastResponse: z.object({ status: number.nullish() }).nullish(),
      }),
    )
    .nullish(),
});
export type WireAction = z.infer<typeof wireAction>;

const wireStep = z.object({ actions: z.array(wireAction) });

/** A running deployment of `/v2/deployments`. */
export const wireDeployment = z.object({
  id: text.min(1),
  version: text.nullish(),
  affectedApps: texts,
  affectedPods: texts,
  steps: z.array(wireStep).nullish(),
  currentActions: z.array(wireAction).nullish(),
  currentStep: number.nullish(),
  totalSteps: number.nullish(),
});
export type WireDeployment = z.infer<typeof wireDeployment>;

/** The plan inside deployment events. */
const wirePlan = z.object({ id: text.min(1), version: text.nullish(), steps: z.array(wireStep).nullish() });
export type WirePlan = z.infer<typeof wirePlan>;

/** An event of `/v2/events`: which fields there are hangs on its type, all are optional here. */
export const wireEvent = z.object({
  appId: text.nullish(),
  runSpecId: text.nullish(),
  id: text.nullish(),
  condition: text.nullish(),
  reason: text.nullish(),
  plan: wirePlan.nullish(),
  currentStep: wireStep.nullish(),
  appDefinition: z.object({ id: text.nullish() }).nullish(),
});
export type WireEvent = z.infer<typeof wireEvent>;

const wireStage = z.object({ reason: text, processed: number.nullish(), declined: number.nullish() });

/** An entry of `/v2/queue`; pods have no `app`. */
export const wireLaunch = z.object({
  count: number.nonnegative(),
  since: text.nullish(),
  delay: z.object({ timeLeftSeconds: number.nullish(), overdue: z.boolean() }),
  processedOffersSummary: z
    .object({
      processedOffersCount: number.nullish(),
      unusedOffersCount: number.nullish(),
      lastUnusedOfferAt: text.nullish(),
      lastUsedOfferAt: text.nullish(),
      rejectSummaryLastOffers: z.array(wireStage).nullish(),
    })
    .nullish(),
  app: z.object({ id: text.min(1) }).nullish(),
  pod: z.object({ id: text.nullish() }).nullish(),
});
export type WireLaunch = z.infer<typeof wireLaunch>;

export const wireInfo = z.object({ version: text.min(1) });
export const wireLeader = z.object({ leader: text.min(1) });
export const wireVersions = z.object({ versions: z.array(text) });
/** A stored definition, as far as choosing between versions needs it. */
export const wireStored = z.object({
  instances: number.nonnegative().nullish(),
  versionInfo: z.object({ lastScalingAt: text.nullish(), lastConfigChangeAt: text.nullish() }).nullish(),
});
/** The answer to a write that started a deployment; a kill without scaling names none. */
export const wireStarted = z.object({ deploymentId: text.nullish(), version: text.nullish() });

/** An error's body: `details` is a list, a text or absent (measured on 1.11.26). */
export const wireError = z.object({
  message: text.nullish(),
  details: z
    .union([text, z.array(z.object({ path: text.nullish(), errors: z.array(text).nullish() }))])
    .nullish()
    .catch(null),
  deployments: z
    .array(z.object({ id: text }))
    .nullish()
    .catch(null),
});
export type WireError = z.infer<typeof wireError>;
