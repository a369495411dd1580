import { isWire } from '../marathon/wire.ts';
import type { Wire } from '../marathon/wire.ts';

/** What a control call got wrong, in one sentence. */
export class ControlError extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** The JSON object of a body; nothing at all is an empty one. */
export function fieldsOf(text: string): Wire {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ControlError('The body is not JSON.');
  }
  if (!isWire(value)) throw new ControlError('The body must be a JSON object.');
  return value;
}

/** A text that must be there. */
export function text(fields: Wire, key: string): string {
  const value = fields[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new ControlError(`"${key}" must be a text.`);
}

/** A number of at least `least`; `usual` if it is absent. */
export function number(fields: Wire, key: string, usual: number, least = 0): number {
  const value = fields[key];
  if (value === undefined || value === null) return usual;
  if (typeof value === 'number' && Number.isFinite(value) && value >= least) return value;
  throw new ControlError(`"${key}" must be a number of at least ${least}.`);
}

/** A whole number of at least `least`; absent if it is absent. */
export function count(fields: Wire, key: string, least = 0): number | undefined {
  if (fields[key] === undefined || fields[key] === null) return undefined;
  const value = number(fields, key, 0, least);
  if (Number.isInteger(value)) return value;
  throw new ControlError(`"${key}" must be a whole number.`);
}

/** One of some words; `usual` if it is absent. */
export function word<const T extends string>(fields: Wire, key: string, allowed: readonly T[], usual: T): T {
  const value = fields[key];
  if (value === undefined) return usual;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new ControlError(`"${key}" must be ${allowed.join(' or ')}.`);
}

/** Refuses keys that mean nothing: a misspelt lever that did nothing would be a test that proves nothing. */
export function onlyKeys(fields: Wire, allowed: readonly string[]): void {
  const strange = Object.keys(fields).find((key) => !allowed.includes(key));
  if (strange !== undefined)
    throw new ControlError(`"${strange}" means nothing here; there are ${allowed.join(', ')}.`);
}
