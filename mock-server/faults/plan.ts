/**
 * A plan of faults, not a dice roll: rules are tried in order, each counts the requests it saw and those it spoiled, so a test can
 * say "the first PUT is reset, the second is slow" and be told afterwards that exactly this happened.
 */

/** The upstreams a rule can be limited to. */
export type UpstreamName = 'marathon' | 'flower' | 'rabbitmq';

/** What happens to a request that a rule picked. */
export type FaultAction =
  /** Waits (real time), then answers as usual. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Answers with this status instead; the act is not carried out. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Closes the connection with RST before any byte of an answer. */
  | { readonly kind: 'reset' }
  /** Carries the act out and cuts the body after so many bytes, with the full Content-Length already promised. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** 200 and JSON by its header, but not by its body. */
  | { readonly kind: 'garbage' }
  /** A proxy's HTML error page. */
  | { readonly kind: 'html'; readonly status: number }
  /** A stream that passes so many events and then falls silent, still open. */
  | { readonly kind: 'stall-stream'; readonly afterEvents: number }
  /** A stream that sends its headers and then nothing, not even heartbeats. */
  | { readonly kind: 'silent-stream' }
  /** Never answers. */
  | { readonly kind: 'hang' };

/** Which request a rule spoils: only the nth it sees (from 1), the first so many, or every one (`always`, the default). */
export type FaultRule = {
  readonly upstream?: UpstreamName;
  /** `PUT /v2/apps/*`, `/v2/events` (any method) or `*`; `*` stands for any characters; the query only counts if the pattern has a `?`. */
  readonly on: string;
  readonly nth?: number;
  readonly times?: number;
  readonly always?: boolean;
  readonly do: FaultAction;
};

/** A rule in the plan with its counters: requests seen, requests spoiled. */
type PlannedFault = {
  readonly id: string;
  readonly rule: FaultRule;
  readonly seen: number;
  readonly applied: number;
};

/** The request as a rule sees it; `url` is the raw path with its query. */
type FaultSubject = { readonly upstream: UpstreamName; readonly method: string; readonly url: string };

export type FaultPlan = {
  add(rule: FaultRule): PlannedFault;
  /** True if there was such a rule. */
  remove(id: string): boolean;
  clear(): void;
  list(): readonly PlannedFault[];
  /** Counts the request and returns the action of the first rule that spoils it. */
  match(subject: FaultSubject): FaultAction | null;
};

type Entry = {
  readonly id: string;
  readonly rule: FaultRule;
  readonly matches: RequestTest;
  seen: number;
  applied: number;
};
type RequestTest = (subject: FaultSubject) => boolean;

function globTest(glob: string): (text: string) => boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const regex = new RegExp(`^${pattern}$`, 's');
  return (text) => regex.test(text);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function requestTest(rule: FaultRule): RequestTest {
  const [first = '*', second] = rule.on.trim().split(/\s+/, 2);
  const method = second === undefined ? '*' : first.toUpperCase();
  const glob = second ?? first;
  const test = globTest(glob);
  const withQuery = glob.includes('?');
  return (subject) => {
    if (rule.upstream !== undefined && rule.upstream !== subject.upstream) return false;
    if (method !== '*' && method !== subject.method.toUpperCase()) return false;
    const path = withQuery ? subject.url : (subject.url.split('?', 1)[0] ?? '');
    return test(path) || test(decoded(path));
  };
}

function spoils(entry: Entry): boolean {
  if (entry.rule.nth !== undefined) return entry.seen === entry.rule.nth;
  if (entry.rule.times !== undefined) return entry.applied < entry.rule.times;
  return true;
}

const shown = ({ id, rule, seen, applied }: Entry): PlannedFault => ({ id, rule, seen, applied });

/** An empty plan; ids count up from `fault-1`. */
export function createFaultPlan(): FaultPlan {
  const entries: Entry[] = [];
  let lastId = 0;
  return {
    add(rule) {
      lastId += 1;
      const entry: Entry = { id: `fault-${lastId}`, rule, matches: requestTest(rule), seen: 0, applied: 0 };
      entries.push(entry);
      return shown(entry);
    },
    remove(id) {
      const at = entries.findIndex((entry) => entry.id === id);
      if (at >= 0) entries.splice(at, 1);
      return at >= 0;
    },
    clear() {
      entries.length = 0;
    },
    list: () => entries.map(shown),
    match(subject) {
      for (const entry of entries) {
        if (!entry.matches(subject)) continue;
        entry.seen += 1;
        if (!spoils(entry)) continue;
        entry.applied += 1;
        return entry.rule.do;
      }
      return null;
    },
  };
}
