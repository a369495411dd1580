import type { FaultAction } from '../../mock-server/faults/plan.ts';
import type { Mock } from '../fixtures/mock.ts';
import type { Lever } from '../pages/levers.ts';
import { marathonOf, type AppAtMarathon, type Marathon } from './marathon.ts';

/** The app that a journey of a lever acts on, where there is only one. */
export const press = '/lab/press';

/** One lever of an app: how it is told, what it asks of Marathon, what it leads to, and what may come between. */
export interface Verb {
  lever: Lever;
  /** Wanted instances before it is pulled. */
  from: number;
  /** The act as every screen words it. */
  says: string;
  /** The outcome where it came true. */
  done: string;
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

/** The five on an app, each with every way it can go. */
const verbsOn = (app: string): readonly Verb[] => [
  {
    lever: 'scale',
    from: 3,
    says: `Scale ${app} to 4`,
    done: `Scale ${app} to 4: 3 → 4, done`,
    request: `PUT /v2/apps/${app}`,
    shows: (now) => now.instances === 4 && now.tasksRunning === 4,
    undone: `Undo: Scale ${app} to 3: 4 → 3, done`,
    refused: {
      answer: refusal(422, { message: 'Invalid JSON', details: [{ path: '/instances', errors: ['error.min'] }] }),
      quote: 'the upstream declined (422): “Invalid JSON; /instances error.min”',
    },
    unanswered: emptyPromise,
  },
  {
    lever: 'restart',
    from: 3,
    says: `Restart ${app}`,
    done: `Restart ${app}: done`,
    request: `POST /v2/apps/${app}/restart`,
    shows: (now, before) => now.version !== before.version && now.tasks.every(({ version }) => version === now.version),
    undone: null,
    refused: {
      answer: refusal(404, { message: `App '${app}' does not exist` }),
      quote: `the upstream does not have it any more (404): “App '${app}' does not exist”`,
    },
    unanswered: emptyPromise,
  },
  {
    lever: 'suspend',
    from: 3,
    says: `Suspend ${app}`,
    done: `Suspend ${app}: 3 → 0, done`,
    request: `PUT /v2/apps/${app}`,
    shows: (now) => now.instances === 0 && now.tasksRunning === 0,
    undone: `Undo: Resume ${app}: 0 → 3, done`,
    refused: {
      answer: refusal(403, { message: 'Not Authorized to perform this action!' }),
      quote: 'the upstream declined (403): “Not Authorized to perform this action!”',
    },
    unanswered: { kind: 'reset' },
  },
  {
    lever: 'resume',
    from: 0,
    says: `Resume ${app}`,
    done: `Resume ${app}: 0 → 3, done`,
    request: `PUT /v2/apps/${app}`,
    shows: (now) => now.instances === 3 && now.tasksRunning === 3,
    undone: `Undo: Suspend ${app}: 3 → 0, done`,
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
    says: `Roll back ${app}`,
    done: `Roll back ${app}: done`,
    request: `PUT /v2/apps/${app}`,
    shows: (now) => now.env['BUILD'] === '1' && now.instances === 3,
    undone: new RegExp(`Undo: Roll back ${app} to .+: done`),
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

/** The five by name. */
export const allLevers = verbsOn(press).map(({ lever }) => lever);

/** A lever's verb on an app. */
export function verbOf(lever: Lever, app = press): Verb {
  const found = verbsOn(app).find((verb) => verb.lever === lever);
  if (found === undefined) throw new Error(`there is no ${lever}`);
  return found;
}

/** Puts the app there in its second version, as the verb needs it. */
export async function stage(mock: Mock, { from }: Pick<Verb, 'from'>, app = press): Promise<Marathon> {
  const marathon = marathonOf(mock);
  const quick = { 'sim.start': '200', 'sim.kill': '200' };
  const definition = { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 3, labels: quick };
  await marathon.settle(app, { ...definition, env: { BUILD: '1' } });
  await marathon.settle(app, { env: { BUILD: '2' } });
  if (from === 0) await marathon.settle(app, { instances: 0 });
  return marathon;
}

/** Lets twenty of Marathon's seconds pass in each of ours: it waits up to five for offers before it launches anything. */
export function quickMarathon(mock: Mock): Promise<void> {
  return mock.clock({ speed: 20 });
}
