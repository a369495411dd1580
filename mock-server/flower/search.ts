import type { TaskRecord } from '../world/celery-monitor.ts';
import { pythonRepr } from '../world/celery-python.ts';

/** A search that Flower cannot read; the message is its own. */
export class SearchError extends Error {}

type Test = (record: TaskRecord) => boolean;
type Token = {
  readonly kind: 'word' | 'quoted' | '(' | ')' | 'and' | 'or';
  readonly text: string;
  readonly at: number;
};

const shortest = 3;

const fields: Readonly<Record<string, (record: TaskRecord) => string>> = {
  name: (record) => record.message.type,
  state: (record) => record.state,
  worker: (record) => record.worker ?? '',
  args: (record) => record.message.argsRepr,
  kwargs: (record) => record.message.kwargsRepr,
  result: (record) => (record.at.succeeded === null ? '' : pythonRepr(record.value)),
};

function fail(message: string, at: number): never {
  throw new SearchError(`${message} at position ${at}.`);
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:([()])|((?:[a-z]+:)?)"([^"]*)"|([^\s()"]+)|("))/gy;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [whole, bracket, field = '', quoted, word, open] = found;
    const at = found.index + (whole.length - whole.trimStart().length);
    if (open !== undefined) fail('Missing closing quote', at);
    else if (bracket === '(' || bracket === ')') tokens.push({ kind: bracket, text: bracket, at });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: field + quoted, at });
    else if (word === 'AND' || word === 'OR') tokens.push({ kind: word === 'AND' ? 'and' : 'or', text: word, at });
    else if (word === 'NOT') fail('NOT is not supported', at);
    else if (word?.startsWith('-') === true) fail("Negation with '-' is not supported", at);
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
  }
  return tokens;
}

function kwargTest(value: string, at: number): Test {
  const equals = value.indexOf('=');
  if (equals < 0) return containsTest('kwargs', value, at);
  const [key, wanted] = [value.slice(0, equals), value.slice(equals + 1)];
  return (record) => {
    const held = record.message.kwargs[key];
    return held !== undefined && (typeof held === 'string' ? held : pythonRepr(held)) === wanted;
  };
}

function containsTest(field: string, value: string, at: number): Test {
  const read = fields[field];
  if (read === undefined) return fail(`Unknown search field '${field}'`, at);
  if (value.length < shortest) fail(`Substring search terms must contain at least ${shortest} characters`, at);
  const wanted = value.toLowerCase();
  return (record) => read(record).toLowerCase().includes(wanted);
}

function termTest({ text, at }: Token): Test {
  const colon = text.indexOf(':');
  if (colon > 0) {
    const field = text.slice(0, colon);
    const value = text.slice(colon + 1);
    if (field === 'kwargs') return kwargTest(value, at);
    if (field === 'state') return (record) => record.state === value.toUpperCase();
    return containsTest(field, value, at);
  }
  if (text.length < shortest) fail(`Substring search terms must contain at least ${shortest} characters`, at);
  const wanted = text.toLowerCase();
  const tests = Object.values(fields);
  return (record) => record.id.includes(wanted) || tests.some((read) => read(record).toLowerCase().includes(wanted));
}

/** Reads `a b OR (name:c AND "d e")`: neighbours are joined by AND, which binds tighter than OR. */
export function parseSearch(text: string): Test {
  const tokens = tokenize(text);
  let next = 0;
  const either = (): Test => {
    const tests = [both()];
    while (tokens[next]?.kind === 'or') {
      next += 1;
      tests.push(both());
    }
    return (record) => tests.some((test) => test(record));
  };
  const both = (): Test => {
    const tests = [single()];
    for (
      let token = tokens[next];
      token !== undefined && token.kind !== 'or' && token.kind !== ')';
      token = tokens[next]
    ) {
      if (token.kind === 'and') next += 1;
      tests.push(single());
    }
    return (record) => tests.every((test) => test(record));
  };
  const single = (): Test => {
    const token = tokens[next];
    if (token === undefined) return fail('Expected a search term', text.length);
    next += 1;
    if (token.kind === 'word' || token.kind === 'quoted') return termTest(token);
    if (token.kind !== '(') return fail('Expected a search term', token.at);
    const inner = either();
    if (tokens[next]?.kind !== ')') return fail('Missing closing parenthesis', token.at);
    next += 1;
    return inner;
  };
  const test = either();
  const rest = tokens[next];
  return rest === undefined ? test : fail('Unexpected closing parenthesis', rest.at);
}
