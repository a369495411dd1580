/**
 * Holds a body to the shape of a recorded one: same keys, same kinds of value, at every depth. Values are free, so a simulated
 * world can be compared with a real one. Arrays and maps are compared element by element with the union of the sample's elements.
 */

/** Ways to loosen the comparison; paths look like `$.apps[].tasks[].ports[]`, a map's key is written `*`. */
export type ShapeOptions = {
  /** Objects whose keys are data (worker names, ids), not field names. */
  readonly maps?: readonly string[];
  /** Fields that may be missing although every sample had them. */
  readonly optional?: readonly string[];
  /** Fields that no sample had but that are known to exist. */
  readonly extra?: readonly string[];
  /** Fields that may be null although no sample was. */
  readonly nullable?: readonly string[];
  /** Subtrees that are not compared at all. */
  readonly ignore?: readonly string[];
};

type Kind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

type Shape = {
  readonly kinds: Set<Kind>;
  readonly fields: Map<string, { readonly shape: Shape; seen: number }>;
  objects: number;
  item: Shape | null;
};

type Paths = { readonly [K in keyof ShapeOptions]-?: ReadonlySet<string> };

const emptyShape = (): Shape => ({ kinds: new Set(), fields: new Map(), objects: 0, item: null });

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

function learn(shape: Shape, value: unknown, path: string, paths: Paths): void {
  shape.kinds.add(kindOf(value));
  if (Array.isArray(value)) {
    for (const element of value) learn((shape.item ??= emptyShape()), element, `${path}[]`, paths);
  } else if (isRecord(value) && paths.maps.has(path)) {
    for (const element of Object.values(value)) learn((shape.item ??= emptyShape()), element, `${path}.*`, paths);
  } else if (isRecord(value)) {
    shape.objects += 1;
    for (const [key, element] of Object.entries(value)) {
      let field = shape.fields.get(key);
      if (field === undefined) shape.fields.set(key, (field = { shape: emptyShape(), seen: 0 }));
      field.seen += 1;
      learn(field.shape, element, `${path}.${key}`, paths);
    }
  }
}

function compareFields(shape: Shape, value: Readonly<Record<string, unknown>>, path: string, paths: Paths): string[] {
  const found: string[] = [];
  for (const [key, field] of shape.fields) {
    const at = `${path}.${key}`;
    if (paths.ignore.has(at)) continue;
    if (key in value) found.push(...compare(field.shape, value[key], at, paths));
    else if (field.seen === shape.objects && !paths.optional.has(at)) found.push(`${at}: missing`);
  }
  for (const key of Object.keys(value)) {
    const at = `${path}.${key}`;
    if (!shape.fields.has(key) && !paths.extra.has(at) && !paths.ignore.has(at)) found.push(`${at}: not in the sample`);
  }
  return found;
}

function compare(shape: Shape, value: unknown, path: string, paths: Paths): string[] {
  if (paths.ignore.has(path)) return [];
  const kind = kindOf(value);
  const kinds = shape.kinds;
  if (!kinds.has(kind)) {
    if (kind === 'null' && paths.nullable.has(path)) return [];
    // A sample that only ever was null tells that null is possible, not what else is.
    if (kinds.size === 1 && kinds.has('null')) return [];
    return [`${path}: ${kind}, the sample has ${[...kinds].sort().join(' or ')}`];
  }
  if (Array.isArray(value)) {
    const item = shape.item;
    return item === null ? [] : value.flatMap((element) => compare(item, element, `${path}[]`, paths));
  }
  if (!isRecord(value)) return [];
  if (paths.maps.has(path)) {
    const item = shape.item;
    return item === null ? [] : Object.values(value).flatMap((element) => compare(item, element, `${path}.*`, paths));
  }
  return compareFields(shape, value, path, paths);
}

/** How `actual` differs in shape from the samples taken together: one line per differing path, empty when it does not. */
export function shapeMismatches(samples: readonly unknown[], actual: unknown, options: ShapeOptions = {}): string[] {
  const paths: Paths = {
    maps: new Set(options.maps),
    optional: new Set(options.optional),
    extra: new Set(options.extra),
    nullable: new Set(options.nullable),
    ignore: new Set(options.ignore),
  };
  const shape = emptyShape();
  for (const sample of samples) learn(shape, sample, '$', paths);
  return [...new Set(compare(shape, actual, '$', paths))];
}
