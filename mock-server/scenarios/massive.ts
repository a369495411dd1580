import { addAgents, configFrom, hour, settle } from './builder.ts';
import type { AppSketch } from './builder.ts';
import type { World } from '../world/world.ts';
import type { Scenario } from './scenario.ts';

const teams = ['shop', 'pay', 'ml', 'media', 'data', 'mail', 'infra', 'search', 'maps', 'chat'] as const;
const kinds = ['web', 'api', 'worker', 'cache', 'sync', 'cron', 'proxy', 'index'] as const;
const shapes = [1, 2, 4].map((cpus) => ({ cpus: cpus / 10, memMib: cpus * 64 }));

/** Apps are spread over two levels of groups of at most a hundred members. */
function sketchOf(n: number, instances: number): AppSketch {
  const team = teams[n % teams.length] ?? teams[0];
  const kind = kinds[Math.floor(n / teams.length) % kinds.length] ?? kinds[0];
  const shelf = Math.floor(n / 1000);
  return {
    id: `/${team}/s${String(shelf).padStart(2, '0')}/${kind}-${String(n).padStart(5, '0')}`,
    instances,
    cmd: `./serve --name ${kind}-${n}`,
    ...shapes[n % shapes.length],
    labels: { team, tier: n % 3 === 0 ? 'backend' : 'frontend' },
    ...(n % 2 === 0 ? { health: '/health' } : {}),
  };
}

/** So many apps with so many instances in all, running for a day, on agents of their own. */
export function addCrowd(world: World, apps: number, instances: number): void {
  if (apps <= 0) return;
  addAgents(world, Math.max(3, Math.ceil(instances / 80)), 32, 131_072);
  const each = Math.floor(instances / apps);
  const more = instances - each * apps;
  for (let n = 0; n < apps; n += 1) {
    const sketch = sketchOf(n, each + (n < more ? 1 : 0));
    settle(world, sketch, 24 * hour + n * 1000, configFrom(sketch));
  }
}

/** N apps with M instances in all. */
export const massive: Scenario = {
  name: 'massive',
  title: 'As large as you like',
  sized: true,
  build(world, params) {
    const apps = params.apps ?? 1000;
    addCrowd(world, apps, params.instances ?? apps * 10);
  },
};
