import { illegal } from './errors.ts';

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

const term = String.raw`(?:[-A-Za-z0-9_.]|\\.)+`;
const list = new RegExp(`^(${term})\\s+(in|notin)\\s*\\(\\s*(.*?)\\s*\\)$`);
const equation = new RegExp(`^(${term})\\s*(==|!=)\\s*(${term})$`);
const existence = new RegExp(`^${term}$`);

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

/** Commas separate conditions, except inside the parentheses of a list. */
function split(selector: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of selector) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += char;
  }
  return [...parts, part.trim()];
}

function testOf(part: string): Test | null {
  const asList = list.exec(part);
  if (asList !== null) {
    const [, key = '', operator = '', values = ''] = asList;
    const name = unescaped(key);
    const allowed = new Set(values.split(',').map((value) => unescaped(value.trim())));
    return (labels) => {
      const value = labels[name];
      return value !== undefined && allowed.has(value) === (operator === 'in');
    };
  }
  const asEquation = equation.exec(part);
  if (asEquation !== null) {
    const [, key = '', operator = '', value = ''] = asEquation;
    const [name, wanted] = [unescaped(key), unescaped(value)];
    // `!=` asks for the key to be there: read in Marathon's LabelSelector.
    return (labels) => labels[name] !== undefined && (labels[name] === wanted) === (operator === '==');
  }
  const name = unescaped(part);
  return existence.test(part) ? (labels) => labels[name] !== undefined : null;
}

/** A test of labels out of `team==web,tier in (a,b)`; throws a 422 for anything else. */
export function labelSelector(selector: string): Test {
  const tests = split(selector).map(testOf);
  if (tests.includes(null)) throw illegal(`Can not parse label selector ${selector}`);
  return (labels) => tests.every((test) => test === null || test(labels));
}
