/** An app as its owner wrote it, and as the cluster keeps it. Units are in the names; ids are absolute paths such as `/shop/web`. */

/** `[field, operator, value]`, as far as the operator has a value. */
export type SimConstraint = {
  readonly field: string;
  readonly operator: 'UNIQUE' | 'CLUSTER' | 'GROUP_BY' | 'LIKE' | 'UNLIKE' | 'MAX_PER' | 'IS';
  readonly value: string | null;
};

/** `servicePort` 0 asks for a free one. `details` is opaque to the world. */
export type SimPort = {
  readonly servicePort: number;
  readonly details: Readonly<Record<string, unknown>>;
};

/** Who probes: the scheduler itself or the agent's executor. It decides which events appear and what a rollout believes. */
export type SimHealthCheck = {
  readonly prober: 'scheduler' | 'executor';
  readonly graceMs: number;
  readonly intervalMs: number;
  /** An executor waits so long before its first probe; the scheduler ignores it. */
  readonly delayMs: number;
  readonly timeoutMs: number;
  /** 0 never kills. */
  readonly maxFailures: number;
  /** Opaque to the world: protocol, path and the like. */
  readonly details: Readonly<Record<string, unknown>>;
};

export type SimReadinessCheck = {
  readonly name: string;
  readonly intervalMs: number;
  readonly preserveLastResponse: boolean;
  /** Opaque to the world. */
  readonly details: Readonly<Record<string, unknown>>;
};

/** What decides how an app runs. `details` is opaque to the world: the rest of what its owner wrote, given back as it came. */
export type AppConfig = {
  readonly cmd: string | null;
  readonly cpus: number;
  readonly memMib: number;
  readonly diskMib: number;
  readonly gpus: number;
  readonly ports: readonly SimPort[];
  readonly env: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly constraints: readonly SimConstraint[];
  readonly healthChecks: readonly SimHealthCheck[];
  readonly readinessCheck: SimReadinessCheck | null;
  readonly dependencies: readonly string[];
  readonly minimumHealthCapacity: number;
  readonly maximumOverCapacity: number;
  readonly backoffMs: number;
  readonly backoffFactor: number;
  readonly maxLaunchDelayMs: number;
  readonly killSelection: 'youngest-first' | 'oldest-first';
  /** null: wait for ever. */
  readonly unreachable: { readonly inactiveAfterMs: number; readonly expungeAfterMs: number } | null;
  /** 0: the agent's own. */
  readonly killGraceMs: number;
  readonly role: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/** One version of an app: what it is and how many. Times are the version's stamps, strictly increasing ms. */
export type AppDefinition = {
  readonly id: string;
  readonly instances: number;
  readonly config: AppConfig;
  readonly versionMs: number;
  readonly lastScalingAtMs: number;
  readonly lastConfigChangeAtMs: number;
};
