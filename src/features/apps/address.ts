import type { Search } from '../../client/place.ts';
import { defaultSort, sortKeys, type Sort } from './view.ts';

/** What the address says about the list: every choice of the page, so that a link shows what its sender saw. */
export interface ListAddress {
  /** The typed filter. */
  q: string;
  /** The group's path, `/` for all. */
  group: string;
  /** The source of the group where several have one by that name; null for any. */
  source: string | null;
  view: 'tree' | 'flat';
  sort: Sort;
}

/** Reads the search part; what is not understood is as if it were not there. */
export function readAddress(search: Search): ListAddress {
  const sort = search['sort'] ?? '';
  const by = sortKeys.find((key) => key === sort.replace(/^-/, ''));
  const group = search['group'] ?? '';
  return {
    q: search['q'] ?? '',
    group: group.startsWith('/') ? group : '/',
    source: search['source'] ?? null,
    view: search['view'] === 'flat' ? 'flat' : 'tree',
    sort: by === undefined ? defaultSort : { by, down: sort.startsWith('-') },
  };
}

/** The search part of an order; undefined for the default. */
export function sortText(sort: Sort): string | undefined {
  if (sort.by === defaultSort.by && sort.down === defaultSort.down) return undefined;
  return (sort.down ? '-' : '') + sort.by;
}

/** The order after a click on a column's head: chosen, then turned round. */
export function nextSort(sort: Sort, by: Sort['by']): Sort {
  return sort.by === by ? { by, down: !sort.down } : { by, down: false };
}
