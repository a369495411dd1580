import { calm } from './calm.ts';
import { demo } from './demo.ts';
import { massive } from './massive.ts';
import type { Scenario } from './scenario.ts';
import {
  agentLoss,
  brokerDown,
  crashLoop,
  noRoom,
  poisonTask,
  queueFlood,
  rollingDeploy,
  stuckDeploy,
} from './troubles.ts';

const empty: Scenario = { name: 'empty', title: 'Nothing is there yet', build: () => undefined };

/** Every scenario, in the order they are listed. */
export const scenarios: readonly Scenario[] = [
  calm,
  rollingDeploy,
  stuckDeploy,
  crashLoop,
  noRoom,
  agentLoss,
  queueFlood,
  poisonTask,
  brokerDown,
  empty,
  massive,
  demo,
];

/** The scenario of that name. */
export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
