import type { Messaging } from '../world/messaging.ts';
import type { Reply } from './reply.ts';

const icon = 'ff1ba46e61b7e034e9ce38326f398a2b86c222a137e2eb96a3ea16c77300d423';

const links = ['workers', 'tasks', 'broker']
  .map((page) => `<li class="nav-item">\n<a class="nav-link"\nhref="/${page}"\n>${page}</a>\n</li>`)
  .join('\n');

/** The page Flower shows for a route it does not have, trailing slashes included: HTML on an API. */
export const notFoundPage: Reply = {
  status: 404,
  type: 'html',
  headers: { 'Set-Cookie': '_xsrf=2|abcc4e9f|5e254ae52ce86d0fc1430fafea160df2|1795244330; Path=/' },
  body: `
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Flower</title>
<link rel="icon" href="/static/favicon.ico?v=${icon}">
<link rel="stylesheet" href="/static/css/bootstrap.min.css?v=${icon}">
</head>
<body class="app-body">
<a class="skip-link" href="#main-content">Skip to main content</a>
<nav class="app-navbar navbar navbar-expand-lg sticky-top" aria-label="Primary navigation">
<ul class="app-nav navbar-nav">
${links}
</ul>
</nav>
<main class="app-content" id="main-content">
<div class="col-12">
<p>

Error, page not found

</p>
</div>
</main>
</body>
</html>
`,
};

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** /metrics: the few families a dashboard may read. Killed workers stay online in it (measured on Flower 2.2.0). */
export function metricsPage(messaging: Messaging): Reply {
  const lines: string[] = [];
  const family = (name: string, type: string, help: string): void => {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
  };
  const records = [...messaging.monitor.workers.values()];
  family('flower_events_total', 'counter', 'Number of events');
  for (const { name, counts } of records) {
    for (const [kind, count] of counts)
      lines.push(`flower_events_total{task="",type="task-${kind}",worker="${escaped(name)}"} ${count}.0`);
  }
  family('flower_task_runtime_seconds', 'histogram', 'Task runtime');
  for (const { name, runtime } of records) {
    for (const [task, { count, sumS }] of runtime) {
      const labels = `{task="${escaped(task)}",worker="${escaped(name)}"}`;
      lines.push(
        `flower_task_runtime_seconds_count${labels} ${count}.0`,
        `flower_task_runtime_seconds_sum${labels} ${sumS}`,
      );
    }
  }
  family('flower_worker_online', 'gauge', 'Worker online status');
  for (const { name, offlineAtMs, lastEventMs } of records) {
    const offline = offlineAtMs !== null && offlineAtMs >= (lastEventMs ?? 0);
    lines.push(`flower_worker_online{worker="${escaped(name)}"} ${offline ? '0.0' : '1.0'}`);
  }
  family(
    'flower_worker_number_of_currently_executing_tasks',
    'gauge',
    'Number of tasks currently executing at a worker',
  );
  for (const { name } of records) {
    const active = messaging.worker(name)?.active.size ?? 0;
    lines.push(`flower_worker_number_of_currently_executing_tasks{worker="${escaped(name)}"} ${active}.0`);
  }
  return { status: 200, type: 'text', body: `${lines.join('\n')}\n` };
}
