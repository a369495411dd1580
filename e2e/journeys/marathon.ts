import type { Mock } from '../fixtures/mock.ts';

/** An app as Marathon itself tells it. */
export interface AppAtMarathon {
  id: string;
  instances: number;
  version: string;
  env: Readonly<Record<string, string>>;
  tasksRunning: number;
  deployments: readonly { id: string }[];
  tasks: readonly { version: string; state: string }[];
}

/** Marathon asked and changed directly, as a colleague with `curl` would, and as the judge of what an act has really done. */
export function marathonOf(mock: Mock) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${mock.upstreams.marathon}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };

  const app = async (id: string): Promise<AppAtMarathon> => {
    const { app: found } = (await call('GET', `/v2/apps/${id}`)) as { app: AppAtMarathon };
    return found;
  };

  /** The ids of running deployments that touch an app; of all, without one. */
  const deployments = async (id?: string): Promise<string[]> => {
    const all = (await call('GET', '/v2/deployments')) as { id: string; affectedApps: string[] }[];
    return all.filter(({ affectedApps }) => id === undefined || affectedApps.includes(id)).map((one) => one.id);
  };

  return {
    app,
    deployments,
    /** Creates or changes an app. */
    put: (id: string, change: Readonly<Record<string, unknown>>) => call('PUT', `/v2/apps/${id}`, change),
    /** The same, and lets simulated time pass until its deployment is over. */
    settle: async (id: string, change: Readonly<Record<string, unknown>>): Promise<void> => {
      await call('PUT', `/v2/apps/${id}`, change);
      for (let round = 0; round < 20; round += 1) {
        await mock.clock({ advanceMs: 2000 });
        if ((await deployments(id)).length === 0) return;
      }
      throw new Error(`the deployment of ${id} does not end`);
    },
  };
}

/** What {@link marathonOf} gives. */
export type Marathon = ReturnType<typeof marathonOf>;
