import type { AppWish } from '../world/classify.ts';
import { isBelow, parentOf } from '../world/groups.ts';
import type { GroupFacts } from '../world/groups.ts';
import type { RootChange } from '../world/root.ts';
import { changeRoot, sendDeployment, updateWish } from './app-writes.ts';
import { stepJson } from './deployments.ts';
import { badSchema, badTimestamp, illegal, noGroup, Refusal, send } from './errors.ts';
import { absoluteId } from './paths.ts';
import { flag, jsonBody } from './request.ts';
import type { Call } from './request.ts';
import { isWire, listAt, stampOf } from './wire.ts';
import type { Wire } from './wire.ts';

type Edit = { readonly wishes: Map<string, AppWish>; readonly groups: Map<string, GroupFacts | null> };

function childId(raw: unknown, parent: string): string {
  if (typeof raw !== 'string') throw badSchema([{ path: '/id', errors: ['error.path.missing'] }]);
  const id = absoluteId(raw, parent);
  if (parentOf(id) === parent) return id;
  throw illegal(`Identifier ${id} is not child of '${parent}'.`);
}

function removeBelow(call: Call, id: string, edit: Edit, itself: boolean): void {
  const { cluster } = call.world;
  for (const app of cluster.apps()) if (isBelow(app.id, id)) edit.wishes.set(app.id, { kind: 'remove', id: app.id });
  for (const group of cluster.root.groups().keys()) {
    if (isBelow(group, id) || (itself && group === id)) edit.groups.set(group, null);
  }
}

/** A list that is given replaces that level; one that is absent keeps it. */
function structure(call: Call, id: string, body: Wire, edit: Edit): void {
  const { cluster } = call.world;
  const before = cluster.root.groups().get(id);
  const dependencies = Array.isArray(body['dependencies'])
    ? listAt(body, 'dependencies').filter((one) => typeof one === 'string')
    : (before?.dependencies ?? []);
  const enforceRole = typeof body['enforceRole'] === 'boolean' ? body['enforceRole'] : (before?.enforceRole ?? false);
  if (id !== '/') edit.groups.set(id, { id, dependencies, enforceRole });
  if (Array.isArray(body['groups'])) {
    const kept = new Set(listAt(body, 'groups').map((group) => (isWire(group) ? childId(group['id'], id) : '')));
    for (const group of cluster.root.groups().keys()) {
      if (parentOf(group) === id && !kept.has(group)) removeBelow(call, group, edit, true);
    }
    for (const group of listAt(body, 'groups').filter(isWire)) structure(call, childId(group['id'], id), group, edit);
  }
  if (!Array.isArray(body['apps'])) return;
  const listed = listAt(body, 'apps').filter(isWire);
  const kept = new Set(listed.map((app) => childId(app['id'], id)));
  for (const app of cluster.apps()) {
    if (parentOf(app.id) === id && !kept.has(app.id)) edit.wishes.set(app.id, { kind: 'remove', id: app.id });
  }
  for (const app of listed) {
    const appId = childId(app['id'], id);
    edit.wishes.set(appId, updateWish(call, appId, app, false));
  }
}

function scaleBy(call: Call, id: string, factor: number, edit: Edit): void {
  for (const app of call.world.cluster.apps()) {
    if (!isBelow(app.id, id)) continue;
    const { config, instances } = app.definition;
    edit.wishes.set(app.id, { kind: 'put', id: app.id, config, instances: Math.ceil(instances * factor) });
  }
}

function restore(call: Call, id: string, text: string, edit: Edit): void {
  const ms = stampOf(text);
  if (ms === null) throw badTimestamp(text);
  const snapshot = call.world.cluster.root.snapshots().get(ms);
  if (snapshot === undefined) throw illegal(`Group '${id}' does not exist in version ${text}`);
  removeBelow(call, id, edit, false);
  for (const [group, facts] of snapshot.groups) if (isBelow(group, id)) edit.groups.set(group, facts);
  for (const [appId, { config, instances }] of snapshot.apps) {
    if (isBelow(appId, id)) edit.wishes.set(appId, { kind: 'put', id: appId, config, instances });
  }
}

/** `version` wins over `scaleBy`, `scaleBy` over structure. */
function editOf(call: Call, id: string, body: Wire): Edit {
  const edit: Edit = { wishes: new Map(), groups: new Map() };
  const { version, scaleBy: factor } = body;
  if (typeof version === 'string') restore(call, id, version, edit);
  else if (typeof factor === 'number') scaleBy(call, id, factor, edit);
  else structure(call, id, body, edit);
  return edit;
}

function rootChange(call: Call, id: string, edit: Edit): RootChange {
  return { groupId: parentOf(id), wishes: [...edit.wishes.values()], groups: edit.groups, force: flag(call, 'force') };
}

async function groupBody(call: Call): Promise<Wire> {
  const body = await jsonBody(call);
  if (!isWire(body)) throw badSchema([{ path: '/', errors: ['error.expected.jsobject'] }]);
  return body;
}

/** PUT /v2/groups/{id} */
export async function putGroup(call: Call, id: string): Promise<void> {
  const edit = editOf(call, id, await groupBody(call));
  const change = rootChange(call, id, edit);
  if (flag(call, 'dryRun')) {
    send(call.exchange, { steps: call.world.cluster.root.dryRun(change).map(stepJson) });
    return;
  }
  sendDeployment(call, changeRoot(call, change));
}

/** POST /v2/groups */
export async function postGroup(call: Call, parent: string): Promise<void> {
  const body = await groupBody(call);
  const raw = body['id'];
  const id = typeof raw === 'string' ? absoluteId(raw, parent) : parent;
  const { cluster } = call.world;
  if (cluster.root.groups().has(id)) {
    throw new Refusal(409, { message: `Group ${id} is already created. Use PUT to change this group.` });
  }
  if (cluster.app(id) !== undefined) throw new Refusal(409, { message: `An app with the path ${id} already exists.` });
  sendDeployment(call, changeRoot(call, rootChange(call, id, editOf(call, id, body))), 201, id);
}

/** DELETE /v2/groups/{id}; without an id it deletes everything. */
export function deleteGroup(call: Call, id: string): void {
  if (id !== '/' && !call.world.cluster.root.groups().has(id)) throw noGroup(id, true);
  const edit: Edit = { wishes: new Map(), groups: new Map() };
  removeBelow(call, id, edit, id !== '/');
  sendDeployment(call, changeRoot(call, rootChange(call, id, edit)));
}
