import type { Json } from '../../domain/version.ts';

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a configuration; undefined where it has none. Names are hostile: what JavaScript keeps on every object is not found. */
export function fieldOf(config: Json | undefined, name: string): Json | undefined {
  return isRecord(config) && Object.hasOwn(config, name) ? config[name] : undefined;
}

/** The constraints of a configuration, each as Marathon writes it: `hostname UNIQUE`, `zone IN a,b`. */
export function constraintsOf(config: Json): readonly string[] {
  const constraints = fieldOf(config, 'constraints');
  if (!isList(constraints)) return [];
  return constraints.flatMap((one) =>
    isList(one) ? [one.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')] : [],
  );
}

/** Whether it has persistent volumes: then a rolling change never exceeds its ceiling. */
export function isResident(config: Json): boolean {
  const volumes = fieldOf(fieldOf(config, 'container'), 'volumes');
  return (
    fieldOf(config, 'residency') !== undefined ||
    (isList(volumes) && volumes.some((one) => fieldOf(one, 'persistent') !== undefined))
  );
}
