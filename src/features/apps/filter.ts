import { conditionOrder, emptyCounts, groupOf, type Condition } from '../../domain/app.ts';
import { appIdOf } from '../../domain/keys.ts';
import type { AppRow } from '../../protocol/rows.ts';

/** What the checks of an app say as a whole. */
export type AppHealth = 'healthy' | 'unhealthy' | 'unknown' | 'unchecked';

/** In the order the screen shows them. */
export const appHealths = ['unhealthy', 'unknown', 'healthy', 'unchecked'] as const satisfies readonly AppHealth[];

type Test = (row: AppRow) => boolean;

/** A typed filter, compiled once: `state:failing -label:team=pay group:/shop cpus>2 checkout`; a minus turns a part around. */
export interface AppFilter {
  /** The text it was compiled from. */
  text: string;
  states: ReadonlySet<Condition>;
  healths: ReadonlySet<AppHealth>;
  labels: readonly string[];
  /** Everything else: words of the name and figures. */
  rest: readonly Test[];
  /** Parts that were not understood; they hide nothing. */
  unread: readonly Unread[];
}

/** A part that was not understood, and at which character of the text it begins, counted from 0. */
interface Unread {
  text: string;
  at: number;
}

const haystacks = new WeakMap<AppRow, string>();

/** Path and labels in lower case, made once per row. */
function haystackOf(row: AppRow): string {
  let text = haystacks.get(row);
  if (text === undefined) {
    text = `${appIdOf(row.key)}\n${row.labels.join('\n')}`.toLowerCase();
    haystacks.set(row, text);
  }
  return text;
}

/** The health of an app as its counters tell it; null when nothing runs. */
export function healthOf(row: AppRow): AppHealth | null {
  if (row.unhealthy > 0) return 'unhealthy';
  if (row.running === 0) return null;
  if (!row.checked) return 'unchecked';
  return row.healthy >= row.running ? 'healthy' : 'unknown';
}

const figures: Readonly<Record<string, (row: AppRow) => number>> = {
  cpus: (row) => row.cpus,
  mem: (row) => row.memMib,
  instances: (row) => row.wanted,
  running: (row) => row.running,
};

/** What is gathered while a text is compiled. */
interface Draft {
  states: Set<Condition>;
  healths: Set<AppHealth>;
  labels: string[];
  rest: Test[];
  unread: Unread[];
}

/** Compiles what was typed; a part that is not understood is told with its place and hides nothing. */
export function compileFilter(text: string): AppFilter {
  const draft: Draft = { states: new Set(), healths: new Set(), labels: [], rest: [], unread: [] };
  for (const part of partsOf(text)) compilePart(part, draft);
  return { text, ...draft };
}

function compilePart({ text, at, isNegated }: Part, draft: Draft): void {
  const [, name = '', value = ''] = /^(state|health|label|group):(.*)$/is.exec(text) ?? [];
  const put = (test: Test): void => {
    draft.rest.push(isNegated ? (row) => !test(row) : test);
  };
  const valueAt = at + name.length + 1;
  switch (name.toLowerCase()) {
    case 'label': {
      if (value === '') return;
      const wish = value.toLowerCase();
      if (isNegated) put((row) => hasLabel(row, wish));
      else draft.labels.push(wish);
      return;
    }
    case 'group':
      if (value !== '') put(groupTest(value));
      return;
    case 'state': {
      const states = wordsOf(value, valueAt, conditionOrder, draft.unread);
      if (isNegated) put((row) => states.has(row.condition));
      else for (const state of states) draft.states.add(state);
      return;
    }
    case 'health': {
      const healths = wordsOf(value, valueAt, appHealths, draft.unread);
      const isOne = (health: AppHealth | null): boolean => health !== null && healths.has(health);
      if (isNegated) put((row) => isOne(healthOf(row)));
      else for (const health of healths) draft.healths.add(health);
      return;
    }
    default: {
      const figure = figureTest(text);
      if (figure === 'unread') draft.unread.push({ text, at });
      else put(figure ?? wordTest(text));
    }
  }
}

interface Part {
  text: string;
  /** Where it begins in what was typed, its minus left out. */
  at: number;
  isNegated: boolean;
}

/** Splits at spaces; quotes keep them together, and keep a minus from negating. */
function partsOf(typed: string): Part[] {
  const parts: Part[] = [];
  for (const found of typed.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) {
    const isNegated = found[0].length > 1 && found[0].startsWith('-');
    const text = (isNegated ? found[0].slice(1) : found[0]).replaceAll('"', '');
    if (text !== '') parts.push({ text, at: found.index + (isNegated ? 1 : 0), isNegated });
  }
  return parts;
}

/** The known ones among words divided by commas. */
function wordsOf<T extends string>(value: string, at: number, words: readonly T[], unread: Unread[]): Set<T> {
  const known = new Set<T>();
  let wordAt = at;
  for (const word of value.split(',')) {
    const found = words.find((one) => one === word.toLowerCase());
    if (found !== undefined) known.add(found);
    else if (word !== '') unread.push({ text: word, at: wordAt });
    wordAt += word.length + 1;
  }
  return known;
}

/** `group:/shop`, with or without its slash: everything below it. `group:/`: what stands in no group. */
function groupTest(value: string): Test {
  const path = value.toLowerCase().replace(/^\/+|\/+$/g, '');
  if (path === '') return (row) => groupOf(appIdOf(row.key)) === '/';
  const prefix = `/${path}/`;
  return (row) => appIdOf(row.key).toLowerCase().startsWith(prefix);
}

function wordTest(word: string): Test {
  const needle = word.toLowerCase();
  return (row) => haystackOf(row).includes(needle);
}

/** `cpus>2`, `mem>=1.5g`, `instances<3`; null when it is a plain word. */
function figureTest(part: string): Test | 'unread' | null {
  const found = /^(cpus|mem|instances|running)(>=|<=|>|<|=)(.*)$/i.exec(part);
  if (!found) return null;
  const [, name = '', sign = '', value = ''] = found;
  const figure = figures[name.toLowerCase()];
  const number = /^(\d+(?:\.\d+)?)([gm]?)i?b?$/i.exec(value);
  if (!figure || !number) return 'unread';
  const limit = Number(number[1]) * (number[2]?.toLowerCase() === 'g' ? 1024 : 1);
  switch (sign) {
    case '>':
      return (row) => figure(row) > limit;
    case '>=':
      return (row) => figure(row) >= limit;
    case '<':
      return (row) => figure(row) < limit;
    case '<=':
      return (row) => figure(row) <= limit;
    default:
      return (row) => figure(row) === limit;
  }
}

/** The rows that what was typed finds: words, figures, groups, labels. All of them, as they are, where nothing of it was. */
export function searchApps(rows: readonly AppRow[], filter: AppFilter): readonly AppRow[] {
  if (filter.rest.length + filter.labels.length === 0) return rows;
  return rows.filter((row) => passesRest(row, filter) && passesLabels(row, filter));
}

/** Of the rows that were found those the choices of states and health leave; all of them, as they are, where none is made. */
export function chooseApps(found: readonly AppRow[], filter: AppFilter): readonly AppRow[] {
  if (filter.states.size + filter.healths.size === 0) return found;
  return found.filter((row) => fitsStates(row, filter) && fitsHealths(healthOf(row), filter));
}

/** What each choice would leave beside the others that are made. */
export interface Choices {
  /** Rows that pass all but the choice of states. */
  byState: Readonly<Record<Condition, number>>;
  stateTotal: number;
  /** Rows that pass all but the choice of health. */
  byHealth: Readonly<Record<AppHealth, number>>;
}

/** Counts the choices over the rows that were found. */
export function countChoices(found: readonly AppRow[], filter: AppFilter): Choices {
  const byState = emptyCounts();
  const byHealth = { healthy: 0, unhealthy: 0, unknown: 0, unchecked: 0 };
  let stateTotal = 0;
  for (const row of found) {
    const health = healthOf(row);
    if (fitsHealths(health, filter)) {
      byState[row.condition] += 1;
      stateTotal += 1;
    }
    if (health !== null && fitsStates(row, filter)) byHealth[health] += 1;
  }
  return { byState, stateTotal, byHealth };
}

function fitsStates({ condition }: AppRow, { states }: AppFilter): boolean {
  return states.size === 0 || states.has(condition);
}

function fitsHealths(health: AppHealth | null, { healths }: AppFilter): boolean {
  return healths.size === 0 || (health !== null && healths.has(health));
}

function passesRest(row: AppRow, filter: AppFilter): boolean {
  for (const test of filter.rest) if (!test(row)) return false;
  return true;
}

/** `team` wants the label to be there, `team=pay` with that value. */
function passesLabels(row: AppRow, filter: AppFilter): boolean {
  return filter.labels.every((wish) => hasLabel(row, wish));
}

function hasLabel(row: AppRow, wish: string): boolean {
  const isKey = !wish.includes('=');
  return row.labels.some((label) => fits(label.toLowerCase(), wish, isKey));
}

function fits(label: string, wish: string, isKey: boolean): boolean {
  return isKey ? label.startsWith(`${wish}=`) : label === wish;
}

/** The most frequent labels among rows, for the choice of labels. */
export function labelCounts(
  rows: readonly AppRow[],
  limit: number,
): { shown: readonly { label: string; count: number }[]; more: number } {
  const counts = new Map<string, number>();
  for (const row of rows) for (const label of row.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const all = [...counts].map(([label, count]) => ({ label, count }));
  all.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return { shown: all.slice(0, limit), more: Math.max(0, all.length - limit) };
}

/** The text with one choice put in or taken out; what else was typed stays. */
export function toggleTerm(text: string, name: 'state' | 'health' | 'label', value: string): string {
  const parts: readonly string[] = text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
  const prefix = `${name}:`;
  const wanted = /\s/.test(value) ? `"${value}"` : value;
  if (name === 'label') {
    const term = prefix + wanted;
    return (parts.includes(term) ? parts.filter((part) => part !== term) : [...parts, term]).join(' ');
  }
  const chosen = new Set(
    parts
      .filter((part) => part.startsWith(prefix))
      .flatMap((part) => part.slice(prefix.length).split(',').filter(Boolean)),
  );
  if (chosen.has(value)) chosen.delete(value);
  else chosen.add(value);
  const others = parts.filter((part) => !part.startsWith(prefix));
  return (chosen.size === 0 ? others : [...others, prefix + [...chosen].join(',')]).join(' ');
}

/** The text without any choice of states. */
export function withoutStates(text: string): string {
  return (text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).filter((part) => !part.startsWith('state:')).join(' ');
}
