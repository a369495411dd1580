/** Counts requests per upstream and route, so that a test can say that twenty tabs cost the upstream nothing. */
export type RequestLog = {
  count(upstream: string, route: string): void;
  /** `{ marathon: { 'GET /v2/apps': 3 } }` */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
  reset(): void;
};

/** An empty log. */
export function createRequestLog(): RequestLog {
  const counts = new Map<string, Map<string, number>>();
  return {
    count(upstream, route) {
      let routes = counts.get(upstream);
      if (routes === undefined) counts.set(upstream, (routes = new Map()));
      routes.set(route, (routes.get(route) ?? 0) + 1);
    },
    counts: () => Object.fromEntries([...counts].map(([upstream, routes]) => [upstream, Object.fromEntries(routes)])),
    reset: () => counts.clear(),
  };
}
