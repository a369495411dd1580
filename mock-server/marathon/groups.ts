import type { SimApp } from '../world/cluster.ts';
import { isBelow, parentOf } from '../world/groups.ts';
import type { RootSnapshot } from '../world/root.ts';
import { appsText, appText } from './apps-read.ts';
import { definitionText } from './app-json.ts';
import { appEmbedsOf, groupEmbedsOf } from './embed.ts';
import type { AppEmbed, GroupEmbed } from './embed.ts';
import { badTimestamp, noGroup, notFound, send, sendText } from './errors.ts';
import type { Call } from './request.ts';
import { appsBelow } from './tasks.ts';
import { stampOf, stampText } from './wire.ts';

type Tree = {
  readonly apps: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly facts: RootSnapshot['groups'];
  readonly versionMs: number;
};

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Every group with the texts of its own apps and the ids of its own groups. */
function treeOf(apps: Iterable<readonly [string, string]>, groups: RootSnapshot['groups'], versionMs: number): Tree {
  const byGroup = new Map<string, string[]>();
  for (const [id, text] of apps) push(byGroup, parentOf(id), text);
  const children = new Map<string, string[]>();
  for (const id of groups.keys()) push(children, parentOf(id), id);
  return { apps: byGroup, children, facts: groups, versionMs };
}

/** Only top-level groups tell whether they enforce a role: measured on Marathon 1.11.26. */
function groupText(tree: Tree, id: string, embeds: ReadonlySet<GroupEmbed>): string {
  const facts = tree.facts.get(id);
  const apps = embeds.has('apps') ? (tree.apps.get(id) ?? []).join(',') : '';
  const groups = embeds.has('groups')
    ? (tree.children.get(id) ?? []).map((child) => groupText(tree, child, embeds)).join(',')
    : '';
  const role = id !== '/' && parentOf(id) === '/' ? `,"enforceRole":${String(facts?.enforceRole ?? false)}` : '';
  const dependencies = JSON.stringify(facts?.dependencies ?? []);
  const head = `{"id":${JSON.stringify(id)},"apps":[${apps}],"pods":[],"groups":[${groups}]`;
  return `${head},"dependencies":${dependencies},"version":"${stampText(tree.versionMs)}"${role}}`;
}

function* textsOf(
  call: Call,
  apps: Iterable<SimApp>,
  embeds: ReadonlySet<AppEmbed>,
): Generator<readonly [string, string]> {
  for (const app of apps) yield [app.id, appText(call.world, app, embeds)];
}

function needGroup(call: Call, id: string): void {
  if (id !== '/' && !call.world.cluster.root.groups().has(id)) throw noGroup(id);
}

/** GET /v2/groups and GET /v2/groups/{id} */
export function showGroup(call: Call, id: string): void {
  needGroup(call, id);
  const { cluster } = call.world;
  const { query } = call.exchange;
  const embeds = groupEmbedsOf(query);
  const apps = embeds.has('apps') ? [...cluster.apps()].filter((app) => isBelow(app.id, id)) : [];
  const tree = treeOf(textsOf(call, apps, appEmbedsOf(query, [])), cluster.root.groups(), cluster.root.versionMs());
  sendText(call.exchange, groupText(tree, id, embeds));
}

/** GET /v2/groups/{id}/apps */
export function showGroupApps(call: Call, id: string): void {
  sendText(call.exchange, appsText(call.world, appsBelow(call, id), appEmbedsOf(call.exchange.query, [])));
}

/** GET /v2/groups/{id}/versions: those of the root in which the group was there. */
export function listGroupVersions(call: Call, id: string): void {
  needGroup(call, id);
  const stamps = [...call.world.cluster.root.snapshots()]
    .filter(([, { groups }]) => id === '/' || groups.has(id))
    .map(([versionMs]) => stampText(versionMs));
  send(call.exchange, stamps);
}

/** GET /v2/groups/{id}/versions/{version} */
export function showGroupVersion(call: Call, id: string, text: string): void {
  const ms = stampOf(text);
  if (ms === null) throw badTimestamp(text);
  const snapshot = call.world.cluster.root.snapshots().get(ms);
  if (snapshot === undefined || (id !== '/' && !snapshot.groups.has(id))) {
    throw notFound(`Group '${id}' does not exist in version ${text}`);
  }
  const apps = [...snapshot.apps].map(([appId, definition]): readonly [string, string] => [
    appId,
    `${definitionText(definition)}}`,
  ]);
  const tree = treeOf(apps, snapshot.groups, ms);
  sendText(call.exchange, groupText(tree, id, new Set(['apps', 'groups', 'pods'])));
}
