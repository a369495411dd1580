import type { World } from '../world/world.ts';

/** How big a scenario is built, as far as it asks. */
type ScenarioParams = { readonly apps: number | null; readonly instances: number | null };

/** A named state of the world and what then happens in it. */
export type Scenario = {
  readonly name: string;
  readonly title: string;
  /** Simulated ms that pass after the build before anybody sees the world [0]. It ends at the present. */
  readonly warmUpMs?: number;
  /** It heeds the wished size itself; any other scenario gets a crowd of quiet apps added up to it. */
  readonly sized?: true;
  /** Fills an empty world and schedules on its clock what is to happen. */
  build(world: World, params: ScenarioParams): void;
};
