/** What the management API does to any list: columns, sorting, paging. */

type Row = Readonly<Record<string, unknown>>;

/** An answer that is not 200, with the body RabbitMQ gives. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: { readonly error: string; readonly reason: string } | null;

  constructor(status: number, error: string | null, reason = '') {
    super(reason);
    this.status = status;
    this.body = error === null ? null : { error, reason };
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isRow(found) ? found[key] : undefined;
  return found;
}

function pick(source: unknown, paths: readonly (readonly string[])[]): unknown {
  if (!isRow(source)) return source;
  const picked: Record<string, unknown> = {};
  for (const key of Object.keys(source)) {
    const rests = paths.filter((path) => path[0] === key).map((path) => path.slice(1));
    if (rests.length === 0) continue;
    const value = rests.some((rest) => rest.length === 0) ? source[key] : pick(source[key], rests);
    if (!isRow(value) || Object.keys(value).length > 0 || rests.some((rest) => rest.length === 0)) picked[key] = value;
  }
  return picked;
}

/** Leaves only the fields named by `columns=a,b.c`. */
export function columns(value: unknown, query: URLSearchParams): unknown {
  const wanted = query.get('columns');
  if (wanted === null || wanted === '') return value;
  const paths = wanted.split(',').map((column) => column.split('.'));
  return Array.isArray(value) ? value.map((row) => pick(row, paths)) : pick(value, paths);
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = typeof a === 'string' ? a : (JSON.stringify(a) ?? '');
  const right = typeof b === 'string' ? b : (JSON.stringify(b) ?? '');
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `sort=field.sub` and `sort_reverse=true`; an unknown field changes nothing. */
function sorted(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const field = query.get('sort');
  if (field === null || field === '') return rows;
  const path = field.split('.');
  const ordered = [...rows].sort((a, b) => compare(at(a, path), at(b, path)));
  return query.get('sort_reverse') === 'true' ? ordered.reverse() : ordered;
}

function named(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const name = query.get('name');
  if (name === null || name === '') return rows;
  if (query.get('use_regex') !== 'true') return rows.filter((row) => String(row['name']).includes(name));
  try {
    const regex = new RegExp(name);
    return rows.filter((row) => regex.test(String(row['name'])));
  } catch {
    throw new ApiError(400, 'bad_request', 'Pagination parameters are invalid');
  }
}

/** The whole array, or one page of it when `page` is given. */
export function listed(rows: readonly Row[], query: URLSearchParams): unknown {
  const pageText = query.get('page');
  if (pageText === null) return columns(sorted(rows, query), query);
  const page = Number(pageText);
  const size = Number(query.get('page_size') ?? 100);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(size) || size < 1 || size > 500) {
    const reason = `Invalid pagination parameters: page number ${pageText}, page size ${query.get('page_size') ?? 100}`;
    throw new ApiError(400, 'invalid_pagination_parameters', reason);
  }
  const filtered = named(rows, query);
  const pages = Math.ceil(filtered.length / size);
  if (page > Math.max(1, pages)) {
    const reason = `Page out of range, page: ${page} page size: ${size}, len: ${filtered.length}`;
    throw new ApiError(400, 'page_out_of_range', reason);
  }
  const items = sorted(filtered, query).slice((page - 1) * size, page * size);
  return {
    filtered_count: filtered.length,
    item_count: items.length,
    items: columns(items, query),
    page,
    page_count: pages,
    page_size: size,
    total_count: rows.length,
  };
}
