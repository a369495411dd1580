/** What a reader can ask to be put into an app or a group. */
export type AppEmbed = 'tasks' | 'counts' | 'deployments' | 'readiness' | 'lastTaskFailure' | 'taskStats';
export type GroupEmbed = 'groups' | 'apps' | 'pods';

const appEmbeds: Readonly<Record<string, readonly AppEmbed[]>> = {
  tasks: ['tasks', 'deployments'],
  counts: ['counts'],
  deployments: ['deployments'],
  readiness: ['readiness'],
  lastTaskFailure: ['lastTaskFailure'],
  failures: ['tasks', 'lastTaskFailure', 'deployments'],
  taskStats: ['taskStats'],
};

/** Embeds for apps with any of the accepted prefixes; unknown ones are ignored. */
export function appEmbedsOf(query: URLSearchParams, forced: readonly AppEmbed[]): ReadonlySet<AppEmbed> {
  const found = new Set<AppEmbed>(forced);
  for (const raw of query.getAll('embed')) {
    const name = raw.replace(/^(?:group\.apps|apps|app)\./, '');
    for (const embed of appEmbeds[name] ?? []) found.add(embed);
  }
  return found;
}

/** Without any embed a group shows everything; as soon as one is given, only what is asked for. */
export function groupEmbedsOf(query: URLSearchParams): ReadonlySet<GroupEmbed> {
  const asked = query.getAll('embed');
  if (asked.length === 0) return new Set(['groups', 'apps', 'pods']);
  const found = new Set<GroupEmbed>();
  for (const embed of asked) {
    if (embed === 'group.groups') found.add('groups');
    if (embed === 'group.apps') found.add('apps');
    if (embed === 'group.pods') found.add('pods');
  }
  return found;
}
