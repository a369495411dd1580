/**
 * The name of an entity across all sources: the source's id, a slash, the upstream's own id.
 * App ids begin with a slash already, so `/shop/worker` of source `main` is `main/shop/worker`.
 */
export type EntityKey = string;

/** Joins a source's id (`[a-z0-9-]+`) and an upstream's id. */
export function keyOf(source: string, id: string): EntityKey {
  return id.startsWith('/') ? source + id : `${source}/${id}`;
}

/** The source's id within a key. */
export function sourceOf(key: EntityKey): string {
  const cut = key.indexOf('/');
  return cut < 0 ? key : key.slice(0, cut);
}

/** The upstream's id within a key, without a leading slash. */
export function localId(key: EntityKey): string {
  const cut = key.indexOf('/');
  return cut < 0 ? '' : key.slice(cut + 1);
}

/** The app id (with its leading slash) within the key of an app. */
export function appIdOf(key: EntityKey): string {
  return `/${localId(key)}`;
}

/** The key of a queue: the vhost is escaped so that it can hold slashes. */
export function queueKey(source: string, vhost: string, name: string): EntityKey {
  return `${source}/${encodeURIComponent(vhost)}/${name}`;
}
