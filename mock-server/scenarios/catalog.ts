import { addAgents } from './builder.ts';
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

const empty: Scenario = {
  name: 'empty',
  title: 'Agents wait for the first app',
  build: (world) => addAgents(world, 3),
};

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
