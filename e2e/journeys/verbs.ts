import type { FaultAction } from '../../mock-server/faults/plan.ts';
import type { Mock } from '../fixtures/mock.ts';
import type { Hand, Lever, Place } from '../pages/levers.ts';
import { marathonOf, type AppAtMarathon, type Marathon } from './marathon.ts';

/** The app that every journey of a lever acts on. */
export const press = '/lab/press';

/** One lever of an app: how it is told, what it asks of Marathon, what it leads to, and what may come between. */
export interface Verb {
  lever: Lever;
  /** Wanted instances before it is pulled. */
  from: number;
  /** The act as every screen words it. */
  says: string;
  /** The outcome where it came true. */
  done: string | RegExp;
  /** The request it makes. */
  request: string;
  /** What Marathon then has. */
  shows: (app: AppAtMarathon, before: AppAtMarathon) => boolean;
  /** What undoing it is called once done, null where nothing can put it back. */
  undone: string | RegExp | null;
  refused: { answer: FaultAction; quote: string };
  /** What goes wrong where nobody learns whether it was done. */
  unanswered: FaultAction;
}

function refusal(status: number, body: unknown): FaultAction {
  return { kind: 'status', status, body: JSON.stringify(body) };
}

/** Marathon says yes and does nothing: its answer as recorded, with a deployment that nobody ever sees. */
const emptyPromise: FaultAction = refusal(200, {
  version: '2026-11-21T07:17:22.531Z',
  deploymentId: '6f9c1a38-07c5-4f9e-9d2f-0e8a0f2b7d11',
});

const writes = `PUT /v2/apps/${press}`;

/** The five, each with every way it can go. */
export const verbs: readonly Verb[] = [
  {
    lever: 'scale',
    from: 3,
    says: `Scale ${press} to 4`,
    done: `Scale ${press} to 4: 3 → 4, done`,
    request: writes,
    shows: (app) => app.instances === 4 && app.tasksRunning === 4,
    undone: `Undo: Scale ${press} to 3: 4 → 3, done`,
    refused: {
      answer: refusal(422, { message: 'Invalid JSON', details: [{ path: '/instances', errors: ['error.min'] }] }),
      quote: 'the upstream declined (422): “Invalid JSON; /instances error.min”',
    },
    unanswered: emptyPromise,
  },
  {
    lever: 'restart',
    from: 3,
    says: `Restart ${press}`,
    done: `Restart ${press}: done`,
    request: `POST /v2/apps/${press}/restart`,
    shows: (app, before) => app.version !== before.version && app.tasks.every(({ version }) => version === app.version),
    undone: null,
    refused: {
      answer: refusal(404, { message: `App '${press}' does not exist` }),
      quote: `the upstream does not have it any more (404): “App '${press}' does not exist”`,
    },
    unanswered: emptyPromise,
  },
  {
    lever: 'suspend',
    from: 3,
    says: `Suspend ${press}`,
    done: `Suspend ${press}: 3 → 0, done`,
    request: writes,
    shows: (app) => app.instances === 0 && app.tasksRunning === 0,
    undone: `Undo: Resume ${press}: 0 → 3, done`,
    refused: {
      answer: refusal(403, { message: 'Not Authorized to perform this action!' }),
      quote: 'the upstream declined (403): “Not Authorized to perform this action!”',
    },
    unanswered: { kind: 'reset' },
  },
  {
    lever: 'resume',
    from: 0,
    says: `Resume ${press}`,
    // The count to come is told where it is known already when the lever is pulled.
    done: /Resume \/lab\/press: (?:0 → 3, )?done/,
    request: writes,
    shows: (app) => app.instances === 3 && app.tasksRunning === 3,
    undone: `Undo: Suspend ${press}: 3 → 0, done`,
    refused: {
      answer: {
        kind: 'status',
        status: 503,
        body: '<html><head><title>Error 503 Too many concurrent requests! Allowed: 10.</title></head></html>',
      },
      quote: 'the upstream is failing (503): “Error 503 Too many concurrent requests! Allowed: 10.”',
    },
    unanswered: emptyPromise,
  },
  {
    lever: 'roll back',
    from: 3,
    says: `Roll back ${press}`,
    done: `Roll back ${press}: done`,
    request: writes,
    shows: (app) => app.env['BUILD'] === '1' && app.instances === 3,
    undone: new RegExp(`Undo: Roll back ${press} to .+: done`),
    refused: {
      answer: refusal(422, {
        message: 'Object is not valid',
        details: [{ path: '/', errors: ["The 'version' field may only be combined with the 'id' field."] }],
      }),
      quote: "the upstream declined (422): “Object is not valid; / The 'version' field may only be combined",
    },
    unanswered: { kind: 'garbage' },
  },
];

/** Where and with what: the four ways to pull a lever. */
export const ways: readonly { place: Place; hand: Hand }[] = [
  { place: 'row', hand: 'mouse' },
  { place: 'row', hand: 'keys' },
  { place: 'app page', hand: 'mouse' },
  { place: 'app page', hand: 'keys' },
];

/** Every lever once, each the next way, so that all ways see trouble. */
export const verbsByTurns: readonly (Verb & { place: Place; hand: Hand })[] = verbs.map((verb, at) => {
  const way = ways[at % ways.length];
  if (way === undefined) throw new Error('there are no ways');
  return { ...verb, ...way };
});

/** The verb of a lever, for a journey that is about that one alone. */
export function verbOf(lever: Lever): Verb {
  const found = verbs.find((verb) => verb.lever === lever);
  if (found === undefined) throw new Error(`there is no ${lever}`);
  return found;
}

/** Puts the app there in its second version, as the verb needs it. */
export async function stage(mock: Mock, verb: Pick<Verb, 'from'>): Promise<Marathon> {
  const marathon = marathonOf(mock);
  const quick = { 'sim.start': '200', 'sim.kill': '200' };
  const definition = { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 3, labels: quick };
  await marathon.settle(press, { ...definition, env: { BUILD: '1' } });
  await marathon.settle(press, { env: { BUILD: '2' } });
  if (verb.from === 0) await marathon.settle(press, { instances: 0 });
  return marathon;
}
