import type { FaultError } from '../domain/fault.ts';
import { unreadable } from './answer.ts';

/** What a record is held to; a zod schema is one. */
export interface Shape<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly ShapeIssue[] } };
}

interface ShapeIssue {
  path: readonly PropertyKey[];
  message: string;
}

/** A record in the shape we need, or a fault that says where it is not (`apps[3].id`). */
export function readRecord<T>(shape: Shape<T>, value: unknown, path: string): T | FaultError {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return unreadable(pathTo(path, issue?.path ?? []), issue?.message ?? 'not what was expected');
}

/** The same of a record that is still text. */
export function readText<T>(shape: Shape<T>, text: string, path: string): T | FaultError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable(path, error instanceof Error ? error.message : 'no JSON');
  }
  return readRecord(shape, value, path);
}

/** A text within a record that cannot be read as a whole: what it names may be known from before. */
export function textIn(value: unknown, ...path: readonly string[]): string | null {
  let found = value;
  for (const name of path) {
    const fields = typeof found === 'object' && found !== null ? new Map<string, unknown>(Object.entries(found)) : null;
    found = fields?.get(name);
  }
  return typeof found === 'string' && found !== '' ? found : null;
}

/** JSON as a value; undefined for what is none. */
export function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathTo(root: string, steps: readonly PropertyKey[]): string {
  let path = root;
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`;
    else path += path === '' ? String(step) : `.${String(step)}`;
  }
  return path;
}
