import { acts } from './acts.ts';
import { app } from './app.ts';
import { apps } from './apps.ts';
import { common } from './common.ts';
import { deployments } from './deployments.ts';
import { faults } from './faults.ts';
import { overview } from './overview.ts';
import { queues } from './queues.ts';
import { shell } from './shell.ts';
import { tasks } from './tasks.ts';
import { wall } from './wall.ts';
import { workers } from './workers.ts';

/** Every text in one table. */
export const catalog = {
  ...common,
  ...shell,
  ...faults,
  ...acts,
  ...overview,
  ...apps,
  ...app,
  ...deployments,
  ...queues,
  ...workers,
  ...tasks,
  ...wall,
};
