import type { Json } from './celery-message.ts';
import type { SimRandom } from './random.ts';

/** A kind of task: where it waits, how long it takes, how it goes wrong. */
export type TaskType = {
  readonly name: string;
  readonly queue: string;
  /** Share of the queue's messages, relative to its other types. */
  readonly share: number;
  /** Median time to run, ms. */
  readonly medianMs: number;
  /** Runs for as many seconds as its first argument says, and ends well. */
  readonly sleeps: boolean;
  /** Spread of the run time: 0 none, 0.5 wide. */
  readonly spread: number;
  /** Shares of runs that end so, 0..1. */
  readonly fails: number;
  readonly retries: number;
  readonly rejects: number;
  readonly maxRetries: number;
  /** Acknowledge after the run instead of before it. */
  readonly acksLate: boolean;
  /** Goes back to the queue when the process that ran it is lost. */
  readonly requeueWhenLost: boolean;
  /** Share sent with a countdown, and how long that is at most. */
  readonly delayed: number;
  readonly maxCountdownMs: number;
  readonly rateLimit: string | null;
  /** Sent when this one succeeds. */
  readonly sends: readonly string[];
  readonly args: (random: SimRandom) => readonly Json[];
  readonly kwargs: (random: SimRandom) => Readonly<Record<string, Json>>;
  readonly result: (random: SimRandom, tookS: number) => Json;
  /** Exception class and message of a failure. */
  readonly error: (random: SimRandom) => readonly [string, string];
};

type Outline = Pick<TaskType, 'name' | 'queue' | 'medianMs'> & Partial<TaskType>;

function taskType(outline: Outline): TaskType {
  return {
    share: 1,
    sleeps: false,
    spread: 0.35,
    fails: 0.004,
    retries: 0,
    rejects: 0,
    maxRetries: 3,
    acksLate: false,
    requeueWhenLost: false,
    delayed: 0,
    maxCountdownMs: 0,
    rateLimit: null,
    sends: [],
    args: (random) => [random.int(9000) + 1000],
    kwargs: () => ({}),
    result: (_random, tookS) => Number(tookS.toFixed(3)),
    error: () => ['RuntimeError', 'unexpected end of input'],
    ...outline,
  };
}

const languages = ['en', 'de', 'hu', 'fr', 'zh'] as const;
const sizes = ['small', 'medium', 'large'] as const;
const order = (random: SimRandom): string => `ORD-${100000 + random.int(900000)}`;
const photo = (random: SimRandom): string => `photo-${random.int(99999)}.jpg`;

const imageTypes = [
  taskType({
    name: 'shop.images.thumbnail',
    queue: 'images',
    medianMs: 700,
    share: 6,
    args: (random) => [photo(random), random.pick(sizes)],
    error: () => ['OSError', "cannot identify image file '/srv/shop/uploads/photo.jpg'"],
  }),
  taskType({
    name: 'shop.images.resize',
    queue: 'images',
    medianMs: 2400,
    share: 3,
    args: (random) => [photo(random), 400 + 200 * random.int(6)],
    sends: ['shop.images.publish'],
  }),
  taskType({ name: 'shop.images.publish', queue: 'images', medianMs: 300, share: 0 }),
  taskType({
    name: 'shop.images.decode',
    queue: 'images',
    medianMs: 480,
    share: 1,
    fails: 0.2,
    args: (random) => [`upload-${random.int(999)}.jpg`],
    error: (random) => [
      'ValueError',
      `cannot decode 'upload-${random.int(999)}.jpg': truncated JPEG header (expected 0xFFD8, got 0x0000)`,
    ],
  }),
];

const mailTypes = [
  taskType({
    name: 'mail.send.welcome',
    queue: 'emails',
    medianMs: 400,
    share: 6,
    delayed: 0.03,
    maxCountdownMs: 90_000,
    kwargs: (random) => (random.chance(0.5) ? { lang: random.pick(languages) } : {}),
    result: (random, tookS) => ({
      user: random.int(9000),
      lang: random.pick(languages),
      took: Number(tookS.toFixed(3)),
    }),
  }),
  taskType({
    name: 'mail.send.receipt',
    queue: 'emails',
    medianMs: 350,
    share: 4,
    retries: 0.06,
    args: (random) => [order(random)],
    error: () => ['SMTPServerDisconnected', 'Connection unexpectedly closed'],
  }),
  taskType({
    name: 'mail.send.newsletter',
    queue: 'emails',
    medianMs: 180,
    share: 0.4,
    rateLimit: '30/m',
    kwargs: () => ({ campaign: 'autumn-sale' }),
  }),
  taskType({
    name: 'mail.parse.reply',
    queue: 'emails',
    medianMs: 120,
    share: 0.4,
    rejects: 0.3,
    // Reject only reaches the dead letters when the message is not acknowledged yet.
    acksLate: true,
    args: (random) => [{ message: random.int(99999) }],
    error: () => ['Reject', 'schema mismatch'],
  }),
  taskType({ name: 'mail.bounces.record', queue: 'mail.bounces', medianMs: 90 }),
];

const coreTypes = [
  taskType({
    name: 'shop.core.place_order',
    queue: 'orders',
    medianMs: 550,
    share: 3,
    acksLate: true,
    args: (random) => [order(random)],
    kwargs: (random) => ({ items: 1 + random.int(7), currency: 'EUR' }),
    sends: ['shop.core.confirm_order'],
    error: (random) => [
      'IntegrityError',
      `duplicate key value violates unique constraint "orders_pkey" (${order(random)})`,
    ],
  }),
  taskType({
    name: 'shop.core.reserve_stock',
    queue: 'orders',
    medianMs: 320,
    share: 2,
    retries: 0.03,
    args: (random) => [order(random), `SKU-${random.int(9999)}`],
    error: () => ['LockTimeout', 'could not lock stock row within 5.0 s'],
  }),
  taskType({
    name: 'shop.core.confirm_order',
    queue: 'orders',
    medianMs: 150,
    share: 0,
    args: (random) => [order(random)],
  }),
  taskType({
    name: 'shop.core.cancel_stale_carts',
    queue: 'orders',
    medianMs: 1500,
    share: 0.2,
    args: () => [],
    result: (random) => ({ cancelled: random.int(40) }),
  }),
];

const backOfficeTypes = [
  taskType({
    name: 'reports.build.daily',
    queue: 'reports',
    medianMs: 9000,
    spread: 0.5,
    share: 2,
    delayed: 0.1,
    maxCountdownMs: 120_000,
    args: (random) => ['usage', 1 + random.int(30)],
  }),
  taskType({
    name: 'reports.export.csv',
    queue: 'reports',
    medianMs: 14_000,
    spread: 0.5,
    fails: 0.04,
    args: (random) => [order(random)],
    kwargs: () => ({ separator: ';' }),
    error: () => ['SoftTimeLimitExceeded', ''],
  }),
  taskType({
    name: 'ledger.entries.post',
    queue: 'ledger.post',
    medianMs: 260,
    acksLate: true,
    requeueWhenLost: true,
    args: (random) => [order(random), Number(random.between(5, 500).toFixed(2))],
    error: () => ['OperationalError', 'could not connect to server: Connection refused'],
  }),
  taskType({
    name: 'search.documents.update',
    queue: 'search.index',
    medianMs: 150,
    share: 8,
    args: (random) => [`SKU-${random.int(9999)}`],
    result: () => null,
  }),
  taskType({ name: 'search.documents.remove', queue: 'search.index', medianMs: 110, share: 1, result: () => null }),
  taskType({
    name: 'webhooks.deliver',
    queue: 'webhooks',
    medianMs: 800,
    spread: 0.6,
    fails: 0.02,
    retries: 0.07,
    args: (random) => [`https://partner-${random.int(40)}.example/hooks/orders`, order(random)],
    kwargs: () => ({ signature: '***' }),
    result: () => 200,
    error: () => ['ConnectTimeout', 'HTTPSConnectionPool: Max retries exceeded (connect timeout=3.05)'],
  }),
];

/** Tasks every worker has whatever it consumes; nothing sends them by itself. */
const everywhere = [
  taskType({ name: 'shop.core.sleep', queue: 'celery', medianMs: 1_000, sleeps: true, args: () => [1] }),
  taskType({
    name: 'shop.core.sleep_late',
    queue: 'celery',
    medianMs: 1_000,
    sleeps: true,
    acksLate: true,
    args: () => [1],
  }),
  taskType({
    name: 'shop.core.sleep_late_rwl',
    queue: 'celery',
    medianMs: 1_000,
    sleeps: true,
    acksLate: true,
    requeueWhenLost: true,
    args: () => [1],
  }),
  taskType({ name: 'shop.core.ping', queue: 'celery', medianMs: 5, args: () => [], result: () => 'pong', fails: 0 }),
];

/** All task types the shop's code registers. */
export const taskTypes: ReadonlyMap<string, TaskType> = new Map(
  [...imageTypes, ...mailTypes, ...coreTypes, ...backOfficeTypes, ...everywhere].map((type) => [type.name, type]),
);

const byQueue = new Map<string, TaskType[]>();
for (const type of taskTypes.values()) {
  if (type.share > 0) byQueue.set(type.queue, [...(byQueue.get(type.queue) ?? []), type]);
}

const madeUpSuffix = '.process';

/** The types that wait in a queue; a queue the shop does not know gets one made for it, `<queue>.process`. */
export function typesOfQueue(queue: string): readonly TaskType[] {
  return byQueue.get(queue) ?? [taskType({ name: queue + madeUpSuffix, queue, medianMs: 600 })];
}

/** A type by name; null if no worker has code for it. */
export function findTaskType(name: string): TaskType | null {
  const known = taskTypes.get(name);
  if (known !== undefined) return known;
  if (!name.endsWith(madeUpSuffix)) return null;
  return taskType({ name, queue: name.slice(0, -madeUpSuffix.length), medianMs: 600 });
}
