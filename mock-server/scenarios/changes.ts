import type { AppConfig } from '../world/app.ts';
import { parentOf } from '../world/groups.ts';
import type { World } from '../world/world.ts';

/** Changes an app as its owner would; an app that is not there, or is locked, is left alone. */
export function reconfigure(world: World, id: string, change: Partial<AppConfig>): void {
  const app = world.cluster.app(id);
  if (app === undefined) return;
  const { config, instances } = app.definition;
  const wishes = [{ kind: 'put' as const, id, config: { ...config, ...change }, instances }];
  world.cluster.root.change({ groupId: parentOf(id), wishes, force: false });
}

/** Scales an app; the same reserve. */
export function scale(world: World, id: string, instances: number): void {
  const app = world.cluster.app(id);
  if (app === undefined) return;
  const wishes = [{ kind: 'put' as const, id, config: app.definition.config, instances }];
  world.cluster.root.change({ groupId: parentOf(id), wishes, force: false });
}

/** A new build of an app: every task is replaced. */
export function release(world: World, id: string, build: string): void {
  const env = world.cluster.app(id)?.definition.config.env;
  if (env !== undefined) reconfigure(world, id, { env: { ...env, BUILD: build } });
}

/** Ends one running task of an app badly. */
export function crashOne(world: World, id: string, message: string): void {
  const instances = [...(world.cluster.app(id)?.instances.values() ?? [])];
  const victim = instances.find(({ state }) => state === 'running');
  if (victim !== undefined) world.cluster.end(victim, 'failed', message);
}
