import { z } from 'zod';
import { protocolVersion } from '../src/protocol/messages.ts';
import { docNames, tableNames } from '../src/protocol/rows.ts';
import { appColumns } from '../src/protocol/tuples.ts';
import { actsRequestSchema, topicsRequestSchema } from './intent-schema.ts';

type Schema = Record<string, unknown>;

const problem: Schema = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string', description: 'One sentence for a person' } },
};

const row: Schema = {
  type: 'object',
  required: ['key'],
  properties: { key: { type: 'string' } },
  additionalProperties: true,
};

function json(schema: Schema, description: string): Schema {
  return { description, content: { 'application/json': { schema } } };
}

function tableSchema(name: string): Schema {
  const rows =
    name === 'apps'
      ? {
          oneOf: [
            { type: 'array', items: { type: 'array' } },
            { type: 'array', items: row },
          ],
        }
      : { type: 'array', items: row };
  return {
    type: 'object',
    required: ['topic', 'v', 'complete', 'rows'],
    properties: {
      topic: { const: name },
      v: { type: 'integer', description: 'Grows with every change' },
      complete: { type: 'boolean', description: 'False until every source that feeds the list has answered once' },
      ...(name === 'apps' ? { columns: { type: 'array', const: appColumns } } : {}),
      rows,
    },
  };
}

function tablePath(name: string): Schema {
  const parameters =
    name === 'apps'
      ? [
          {
            name: 'as',
            in: 'query',
            schema: { enum: ['objects'] },
            description: 'Rows as objects and not as arrays in the order of columns',
          },
        ]
      : [];
  return {
    get: {
      operationId: `list-${name}`,
      parameters,
      responses: { 200: json(tableSchema(name), `The list of ${name} as it stands`) },
    },
  };
}

function docPath(name: string): Schema {
  const parameters: Schema[] = [
    {
      name: 'key',
      in: 'path',
      required: true,
      schema: { type: 'string' },
      description: 'Source and id; slashes stay as they are, a queue’s vhost is encoded as it is in its key: %2F',
    },
  ];
  if (name === 'version') parameters.push({ name: 'version', in: 'query', required: true, schema: { type: 'string' } });
  const doc = {
    type: 'object',
    required: ['topic', 'v', 'doc'],
    properties: { topic: { type: 'string' }, v: { type: 'integer' }, doc: { type: 'object' }, fault: {} },
  };
  return {
    get: {
      operationId: `read-${name}`,
      parameters,
      responses: {
        200: json(doc, `One ${name}`),
        404: json(problem, 'Nothing goes by that name'),
        502: json(problem, 'The upstream did not tell'),
      },
    },
  };
}

function tasksPath(): Schema {
  const parameters: Schema[] = [{ name: 'source', in: 'path', required: true, schema: { type: 'string' } }];
  for (const name of ['state', 'name', 'worker', 'search'])
    parameters.push({ name, in: 'query', schema: { type: 'string' } });
  for (const name of ['limit', 'offset'])
    parameters.push({ name, in: 'query', schema: { type: 'integer', minimum: name === 'limit' ? 1 : 0 } });
  return {
    get: {
      operationId: 'list-tasks',
      parameters,
      responses: {
        200: json({ type: 'object' }, 'Tasks, filtered by the upstream'),
        400: json(problem, 'Not understood'),
      },
    },
  };
}

/** Nothing is to be said, but every write is JSON: forms of foreign pages are not. */
const emptyBody: Schema = { type: 'object', maxProperties: 0 };

function actPath(operationId: string, description: string, body: Schema, withId: boolean): Schema {
  return {
    post: {
      operationId,
      description,
      parameters: withId ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] : [],
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
      responses: {
        202: json(
          { type: 'object', properties: { results: { type: 'array', items: { type: 'object' } } } },
          'Asked; watch /api/v1/acts for the outcome',
        ),
        400: json(problem, 'Not understood'),
        409: json(problem, 'There is nothing to undo or force'),
        422: json({ type: 'object' }, 'Every intent was refused before it was asked; each result says why'),
      },
    },
  };
}

/** The description of the API that is served at /api/v1/openapi.json; request schemas are the very ones that check requests. */
export function openApi(): Schema {
  const paths: Record<string, Schema> = {};
  for (const name of tableNames) paths[`/api/v1/${name}`] = tablePath(name);
  for (const name of docNames) {
    if (name === 'cluster')
      paths['/api/v1/cluster'] = {
        get: { operationId: 'read-cluster', responses: { 200: json({ type: 'object' }, 'The cluster') } },
      };
    else if (name === 'tasks') paths['/api/v1/tasks/{source}'] = tasksPath();
    else paths[`/api/v1/${name}/{key}`] = docPath(name);
  }
  paths['/api/v1/acts'] = {
    ...paths['/api/v1/acts'],
    ...actPath('ask', 'Ask for one act, or for several as one bulk', z.toJSONSchema(actsRequestSchema), false),
  };
  paths['/api/v1/acts/{id}/undo'] = actPath('undo', 'Put an act back', emptyBody, true);
  paths['/api/v1/acts/{id}/force'] = actPath('force', 'The same act over the lock that refused it', emptyBody, true);
  const topicNames: Schema = {
    name: 'topics',
    in: 'query',
    schema: { type: 'string' },
    description: 'Names separated by commas',
  };
  paths['/api/v1/look'] = {
    get: {
      operationId: 'look',
      description:
        'How things stand, in one answer: a line with clock, ages and the versions of the lists, then a line for each topic that is known',
      parameters: [
        { ...topicNames, required: true },
        {
          name: 'head',
          in: 'query',
          schema: { type: 'integer', minimum: 1 },
          description:
            'Of more than twice as many apps only the first of these, worst first: a line of kind head, and no version',
        },
      ],
      responses: {
        200: { description: 'JSON, line by line', content: { 'application/x-ndjson': { schema: { type: 'string' } } } },
        400: json(problem, 'No topics, or too many, or a head that is no number of rows'),
      },
    },
  };
  paths['/api/v1/stream'] = {
    get: {
      operationId: 'stream',
      description: 'Server-sent events: hello, then a snapshot of each topic and its deltas, and beats',
      parameters: [
        topicNames,
        {
          name: 'have',
          in: 'query',
          schema: { type: 'string' },
          description:
            'Versions of lists that are held already: apps:1764000000123,acts:1764000000001; not sent again if still present',
        },
      ],
      responses: {
        200: { description: 'An event stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      },
    },
  };
  paths['/api/v1/stream/{session}/topics'] = {
    post: {
      operationId: 'change-topics',
      parameters: [{ name: 'session', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(topicsRequestSchema) } } },
      responses: { 204: { description: 'Done' }, 404: json(problem, 'The stream has ended') },
    },
  };
  return { openapi: '3.1.0', info: { title: 'Signalbox', version: `v1 (protocol ${protocolVersion})` }, paths };
}
