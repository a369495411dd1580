import type { Engine, EngineOptions } from './door.ts';
import { LiveEngine } from './live-engine.ts';

/** Creates the live model of one cluster; nothing is asked of an upstream before it starts. */
export function createEngine(options: EngineOptions): Engine {
  return new LiveEngine(options);
}
