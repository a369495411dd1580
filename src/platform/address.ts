import { FaultError } from '../domain/fault.ts';

/**
 * An upstream's id as one segment of an address. Refuses what would mean another address: dots are resolved by URL parsers even when
 * they are escaped, and half of a surrogate pair cannot be escaped at all.
 */
export function escapeSegment(id: string): string {
  if (
    id === '' ||
    id === '.' ||
    id === '..' ||
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(id)
  ) {
    throw new FaultError({ kind: 'refused', status: 0, text: 'This cannot be part of an address.', details: [] });
  }
  return encodeURIComponent(id);
}
