import { configFrom } from '../scenarios/builder.ts';
import type { AppSketch } from '../scenarios/builder.ts';
import type { World } from '../world/world.ts';

const escapeCharacter = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Text as an enemy would write it: markup, direction overrides, control characters, and a great deal of it. */
export const hostileTexts = {
  markup: '<img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>',
  attribute: '"><svg/onload=window.__pwned=1>',
  template: '{{constructor.constructor("window.__pwned=1")()}} ${window.__pwned=1}',
  bidi: 'user\u202Egnp.exe\u202C \u2066hidden\u2069 \u200Fright\u200E',
  invisible: 'zero\u200Bwidth\u200Dand\uFEFFmore',
  control: `bell${bell} escape${escapeCharacter}[31mred${escapeCharacter}[0m null\u0000end\rreturn`,
  newlines: 'first line\nsecond line\n\n\tindented',
  long: 'x'.repeat(10_000),
  longWords: 'wörd-'.repeat(2000),
  combining: `z${'\u0301'.repeat(60)}algo`,
  url: 'javascript:window.__pwned=1',
} as const;

const spoof = `spoof${hostileTexts.bidi}${bell}`;

/** Names an enemy gives to queues and workers: one of markup, one that turns the line round and rings. */
export const hostileNames = {
  queues: { markup: hostileTexts.markup, spoof: `${spoof}.queue` },
  workers: { markup: `${hostileTexts.markup}@evil`, spoof: `${spoof}@evil` },
} as const;

const sketches: readonly AppSketch[] = [
  {
    id: '/hostile/labels',
    instances: 2,
    cmd: hostileTexts.markup,
    labels: { ...hostileTexts, [hostileTexts.markup]: 'a key of markup', [hostileTexts.bidi]: 'a key of bidi' },
    env: { MARKUP: hostileTexts.markup, LONG: hostileTexts.long },
  },
  { id: `/hostile/${'long-name-'.repeat(24)}end`, instances: 1, cmd: hostileTexts.long },
  {
    id: '/hostile/fails',
    instances: 1,
    cmd: hostileTexts.control,
    labels: { 'sim.fail': '1', 'sim.start': '200', 'sim.message': Object.values(hostileTexts).join(' | ') },
  },
  { id: '/hostile/unhealthy', instances: 2, cmd: hostileTexts.bidi, health: '/"><script>window.__pwned=1</script>' },
];

/** Two workers among those that send mail, and two queues so deep that every list of the deepest has them. */
function addHostileCrew({ messaging }: World): void {
  const { queues, workers } = hostileNames;
  const nobody = { host: 'evil', appId: null, instanceId: null, concurrency: 2, autoscale: null, poolRestarts: false };
  messaging.hire({ ...nobody, name: workers.markup, pid: 666, queues: ['emails'] });
  messaging.hire({ ...nobody, name: workers.spoof, pid: 667, queues: ['emails'] });
  for (const queue of Object.values(queues)) messaging.publish(queue, 50_000);
}

/** Adds a group of hostile apps, hostile queues and workers, and hostile messages where there is a queue for them. */
export function addHostileNames(world: World): void {
  const { cluster, messaging } = world;
  cluster.root.change({
    groupId: '/hostile',
    force: true,
    wishes: sketches.map((sketch) => ({
      kind: 'put',
      id: sketch.id,
      config: configFrom(sketch),
      instances: sketch.instances,
    })),
  });
  world.clock.after(20_000, () => {
    const app = cluster.app('/hostile/unhealthy');
    if (app !== undefined) cluster.health.fail(app.instances.values(), null, hostileTexts.markup);
  });
  addHostileCrew(world);
  messaging.send({ type: hostileTexts.markup, queue: 'emails', args: Object.values(hostileTexts) });
  messaging.send({ type: `tasks.${hostileTexts.bidi}`, queue: 'emails', kwargs: { ...hostileTexts } });
  for (const [name, words] of Object.entries(hostileTexts)) {
    const fails = { exception: words, traceback: `Traceback (most recent call last):\n${words}\n` };
    messaging.send({ type: 'mail.send.receipt', args: [`hostile-${name}`], fails });
  }
}
