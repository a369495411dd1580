import { calm } from './calm.ts';
import { massive } from './massive.ts';
import type { Scenario } from './scenario.ts';

const empty: Scenario = { name: 'empty', title: 'Nothing is there yet', build: () => undefined };

/** Every scenario, in the order they are listed. */
export const scenarios: readonly Scenario[] = [calm, empty, massive];

/** The scenario of that name. */
export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
