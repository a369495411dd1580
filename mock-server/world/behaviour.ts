import type { AppDefinition } from './app.ts';

/** How tasks of an app behave. All durations are simulated ms. */
export type Behaviour = {
  /** From the launch to running; half of it passes in staging. */
  readonly startMs: number;
  readonly killMs: number;
  /** Ends instead of running, with this message. */
  readonly failsWith: string | null;
  /** Ends well after running so long. */
  readonly finishesAfterMs: number | null;
  /** What its HTTP endpoint answers to health and readiness checks. */
  readonly httpStatus: number;
  /** Never gets past this state. */
  readonly hangsIn: 'staging' | 'starting' | null;
};

/** What an injection overrides. */
export type BehaviourOverride = Partial<Behaviour>;

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The labels `sim.start`, `sim.kill`, `sim.runfor` (ms), `sim.fail`, `sim.message`, `sim.http` and `sim.hang` let an app choose its fate. */
export function behaviourOf(definition: AppDefinition, override: BehaviourOverride | undefined): Behaviour {
  const { labels } = definition.config;
  const hang = labels['sim.hang'];
  return {
    startMs: numberOf(labels['sim.start']) ?? 2000,
    killMs: numberOf(labels['sim.kill']) ?? 1000,
    failsWith: labels['sim.fail'] === '1' ? (labels['sim.message'] ?? 'Command exited with status 1') : null,
    finishesAfterMs: numberOf(labels['sim.runfor']),
    httpStatus: numberOf(labels['sim.http']) ?? 200,
    hangsIn: hang === 'staging' || hang === 'starting' ? hang : null,
    ...override,
  };
}
