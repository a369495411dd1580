import type { AppDefinition } from '../world/app.ts';
import { sameConfig } from '../world/classify.ts';
import type { AppWish } from '../world/classify.ts';
import { parentOf } from '../world/groups.ts';
import type { Outcome, RootChange } from '../world/root.ts';
import { definitionJson } from './app-json.ts';
import { configOf } from './definition.ts';
import { badSchema, badTimestamp, locked, noApp, notValid, Refusal, send } from './errors.ts';
import { absoluteId } from './paths.ts';
import { flag, jsonBody } from './request.ts';
import type { Call } from './request.ts';
import { newAppComplaints, schemaComplaints, semanticComplaints } from './schema.ts';
import { isWire, stampOf, stampText } from './wire.ts';
import type { Wire } from './wire.ts';

/** What a write answers: ids and stamp of its deployment. */
export type Accepted = Extract<Outcome, { readonly kind: 'accepted' }>;

/** Changes the root or refuses in Marathon's words. */
export function changeRoot(call: Call, change: RootChange): Accepted {
  const outcome = call.world.cluster.root.change(change);
  return acceptedOrRefused(outcome);
}

/** The accepted outcome; anything else is thrown as what the API answers. */
export function acceptedOrRefused(outcome: Outcome): Accepted {
  switch (outcome.kind) {
    case 'accepted':
      return outcome;
    case 'locked':
      throw locked(outcome.deploymentIds);
    case 'invalid':
      throw notValid([{ path: '/', errors: [outcome.reason] }]);
    case 'too-many':
      throw new Refusal(403, {
        message: `Max number (${outcome.limit}) of running deployments is achieved. Wait for existing deployments to complete or cancel one.`,
      });
  }
}

/** The usual answer of a write. */
export function sendDeployment(call: Call, { deploymentId, versionMs }: Accepted, status = 200, id?: string): void {
  const { exchange } = call;
  const location: Record<string, string> =
    id === undefined ? {} : { Location: `http://127.0.0.1:${exchange.req.socket.localPort ?? 8080}${id}` };
  const headers = { ...location, 'Marathon-Deployment-Id': deploymentId };
  send(exchange, { deploymentId, version: stampText(versionMs) }, status, headers);
}

function given(body: Wire): Wire {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** The wish that a body means for an app: merged into what is there, or standing alone. */
function wishOf(id: string, body: Wire, before: AppDefinition | null, partial: boolean): AppWish {
  const complaints = schemaComplaints(body);
  if (complaints.length > 0) throw badSchema(complaints);
  const base = before !== null && partial ? definitionJson(before) : {};
  const whole = { ...base, ...given(body), id };
  const wrong = semanticComplaints(whole);
  if (wrong.length > 0) throw notValid(wrong);
  const written = configOf(whole);
  // What comes back from JSON may spell out defaults that the stored config left open; that is no change.
  const config = before !== null && sameConfig(written, configOf(definitionJson(before))) ? before.config : written;
  const instances = 'instances' in whole && typeof whole['instances'] === 'number' ? whole['instances'] : 1;
  return { kind: 'put', id, config, instances };
}

function publishApp(call: Call, id: string): void {
  const app = call.world.cluster.app(id);
  if (app === undefined) return;
  call.stream.publish('api_post_event', {
    clientIp: '127.0.0.1',
    uri: call.exchange.path,
    appDefinition: definitionJson(app.definition),
  });
}

/** POST /v2/apps */
export async function createApp(call: Call): Promise<void> {
  const body = await jsonBody(call);
  const complaints = newAppComplaints(body);
  if (complaints.length > 0 || !isWire(body)) throw badSchema(complaints);
  const raw = body['id'];
  const id = absoluteId(typeof raw === 'string' ? raw : '');
  const wish = wishOf(id, body, null, false);
  if (call.world.cluster.app(id) !== undefined) {
    const message = `An app with id [${id}] already exists.`;
    call.world.cluster.root.refuse(parentOf(id), message);
    throw new Refusal(409, { message });
  }
  const accepted = changeRoot(call, { groupId: parentOf(id), wishes: [wish], force: flag(call, 'force') });
  publishApp(call, id);
  const counters = { tasksStaged: 0, tasksRunning: 0, tasksHealthy: 0, tasksUnhealthy: 0 };
  const deployments = [{ id: accepted.deploymentId }];
  // The answer shows the app as it was sent, with service ports still unassigned: measured on Marathon 1.11.26.
  const shown = wish.kind === 'put' ? bareDefinition(wish, accepted.versionMs) : {};
  const port = call.exchange.req.socket.localPort ?? 8080;
  send(call.exchange, { ...shown, ...counters, deployments }, 201, {
    Location: `http://127.0.0.1:${port}${id}`,
    'Marathon-Deployment-Id': accepted.deploymentId,
  });
}

function bareDefinition(wish: Extract<AppWish, { kind: 'put' }>, versionMs: number): Wire {
  const { id, config, instances } = wish;
  const stamps = { versionMs, lastScalingAtMs: versionMs, lastConfigChangeAtMs: versionMs };
  return definitionJson({ id, config, instances, ...stamps }, false);
}

function versionWish(call: Call, id: string, text: string): AppWish {
  const app = call.world.cluster.app(id);
  const ms = stampOf(text);
  if (ms === null) throw badTimestamp(text);
  const old = app?.versions.get(ms);
  if (app === undefined || old === undefined || old === null) {
    call.world.cluster.notePhantom(id, ms);
    call.world.cluster.root.refuse(parentOf(id), `App '${id}' does not exist`);
    throw noApp(id, true);
  }
  return { kind: 'put', id, config: old.config, instances: old.instances };
}

/** The wish of one element of a PUT or PATCH; `version` stands alone and brings an old definition back. */
export function updateWish(call: Call, id: string, body: unknown, partial: boolean): AppWish {
  if (!isWire(body)) throw badSchema([{ path: '/', errors: ['error.expected.jsobject'] }]);
  const before = call.world.cluster.app(id)?.definition ?? null;
  const version = body['version'];
  if (before !== null && typeof version === 'string') {
    if (Object.keys(body).some((key) => key !== 'version' && key !== 'id')) {
      throw notValid([{ path: '/', errors: ["The 'version' field may only be combined with the 'id' field."] }]);
    }
    return versionWish(call, id, version);
  }
  return wishOf(id, body, before, partial);
}

/** PUT and PATCH /v2/apps/{id}; an id in the body is ignored. */
export async function updateApp(call: Call, id: string, mayCreate: boolean): Promise<void> {
  const body = await jsonBody(call);
  const exists = call.world.cluster.app(id) !== undefined;
  if (!exists && !mayCreate) throw noApp(id, true);
  const wish = updateWish(call, id, body, flag(call, 'partialUpdate', true));
  const accepted = changeRoot(call, { groupId: parentOf(id), wishes: [wish], force: flag(call, 'force') });
  publishApp(call, id);
  if (exists) sendDeployment(call, accepted);
  else sendDeployment(call, accepted, 201, id);
}

/** PUT and PATCH /v2/apps: many at once, in one deployment. */
export async function updateApps(call: Call, mayCreate: boolean): Promise<void> {
  const body = await jsonBody(call);
  if (!Array.isArray(body)) throw badSchema([{ path: '/', errors: ['error.expected.jsarray'] }]);
  const partial = flag(call, 'partialUpdate', true);
  const wishes = body.map((element: unknown, at): AppWish => {
    const raw: unknown = isWire(element) ? element['id'] : undefined;
    if (typeof raw !== 'string') throw badSchema([{ path: `(${at})/id`, errors: ['error.path.missing'] }]);
    const id = absoluteId(raw);
    if (!mayCreate && call.world.cluster.app(id) === undefined) throw noApp(id, true);
    return updateWish(call, id, element, partial);
  });
  sendDeployment(call, changeRoot(call, { groupId: '/', wishes, force: flag(call, 'force') }));
}

/** DELETE /v2/apps/{id}; force is the default here, and only here. */
export function deleteApp(call: Call, id: string): void {
  if (call.world.cluster.app(id) === undefined) throw noApp(id, true);
  const change: RootChange = {
    groupId: parentOf(id),
    wishes: [{ kind: 'remove', id }],
    force: flag(call, 'force', true),
  };
  sendDeployment(call, changeRoot(call, change));
}

/** POST /v2/apps/{id}/restart */
export function restartApp(call: Call, id: string): void {
  if (call.world.cluster.app(id) === undefined) {
    call.world.cluster.root.refuse(parentOf(id), `App '${id}' does not exist`);
    throw noApp(id, true);
  }
  const wishes: AppWish[] = [{ kind: 'restart', id }];
  sendDeployment(call, changeRoot(call, { groupId: parentOf(id), wishes, force: flag(call, 'force') }));
}

/** GET /v2/apps/{id}/versions */
export function listVersions(call: Call, id: string): void {
  const app = call.world.cluster.app(id);
  if (app === undefined) throw noApp(id);
  // Unsorted on purpose, as the real store answers: a client that does not sort shows it.
  const stamps = [...app.versions.keys()].sort((a, b) => (a % 1009) - (b % 1009));
  send(call.exchange, { versions: stamps.map(stampText) });
}

/** GET /v2/apps/{id}/versions/{version} */
export function showVersion(call: Call, id: string, text: string): void {
  const ms = stampOf(text);
  if (ms === null) throw badTimestamp(text);
  const app = call.world.cluster.app(id);
  const definition = app?.versions.get(ms);
  if (definition === undefined || definition === null) {
    call.world.cluster.notePhantom(id, ms);
    throw new Refusal(404, { message: `App '${id}' does not exist in version ${text}`, details: [] });
  }
  send(call.exchange, definitionJson(definition));
}

/** `scale` and `wipe` exclude each other. */
export function refuseScaleAndWipe(call: Call): void {
  if (flag(call, 'scale') && flag(call, 'wipe')) {
    throw new Refusal(400, { message: 'You cannot use scale and wipe at the same time.' });
  }
}
