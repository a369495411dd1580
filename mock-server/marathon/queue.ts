import { firstPort, freeOf, lastPort } from '../world/agent.ts';
import type { SimAgent } from '../world/agent.ts';
import type { LaunchItem } from '../world/launcher.ts';
import { summarize } from '../world/offers.ts';
import type { FunnelLine, RejectReason, UnusedOffer } from '../world/offers.ts';
import { definitionJson } from './app-json.ts';
import { commonHeaders, notFound, send } from './errors.ts';
import type { Call } from './request.ts';
import { stampText } from './wire.ts';
import type { Wire } from './wire.ts';

const reasonNames: Readonly<Record<RejectReason, string>> = {
  'unfulfilled-role': 'UnfulfilledRole',
  'unfulfilled-constraint': 'UnfulfilledConstraint',
  'no-corresponding-reservation': 'NoCorrespondingReservationFound',
  'agent-maintenance': 'AgentMaintenance',
  'insufficient-cpus': 'InsufficientCpus',
  'insufficient-memory': 'InsufficientMemory',
  'insufficient-disk': 'InsufficientDisk',
  'insufficient-gpus': 'InsufficientGpus',
  'insufficient-ports': 'InsufficientPorts',
  'declined-scarce-resources': 'DeclinedScarceResources',
};

const lineJson = ({ reason, declined, processed }: FunnelLine): Wire => ({
  reason: reasonNames[reason],
  declined,
  processed,
});

/** Whole seconds; `overdue` only once a full second has passed: measured on Marathon 1.11.26. */
function delayJson(leftMs: number | null): Wire {
  const seconds = leftMs === null ? -1 : Math.trunc(leftMs / 1000);
  return { timeLeftSeconds: Math.max(0, seconds), overdue: seconds < 0 };
}

function freeRanges(agent: SimAgent): Wire[] {
  const ranges: Wire[] = [];
  let begin = firstPort;
  for (const port of [...agent.usedPorts].sort((a, b) => a - b)) {
    if (port > begin) ranges.push({ begin, end: port - 1 });
    begin = port + 1;
  }
  if (begin <= lastPort) ranges.push({ begin, end: lastPort });
  return ranges;
}

function offerJson({ agent, offerNumber, reasons, atMs }: UnusedOffer): Wire {
  const free = freeOf(agent);
  const scalar = (name: string, value: number): Wire => ({ name, role: '*', scalar: value });
  const prefix = agent.id.replace(/-S\d+$/, '');
  return {
    offer: {
      id: `${prefix}-O${offerNumber}`,
      hostname: agent.host,
      agentId: agent.id,
      resources: [
        scalar('cpus', free.cpus),
        scalar('mem', free.memMib),
        scalar('disk', free.diskMib),
        { name: 'ports', role: '*', ranges: freeRanges(agent) },
      ],
      attributes: Object.entries(agent.attributes).map(([name, text]) => ({ name, text })),
    },
    reason: reasons.map((reason) => reasonNames[reason]),
    timestamp: stampText(atMs),
  };
}

function itemJson({ app, count, sinceMs, tally, delayLeftMs }: LaunchItem, withOffers: boolean): Wire {
  const { last, attempt } = summarize(tally);
  const { lastUnusedAtMs, lastUsedAtMs } = tally;
  return {
    count,
    role: app.definition.config.role,
    delay: delayJson(delayLeftMs),
    since: stampText(sinceMs),
    processedOffersSummary: {
      processedOffersCount: tally.processed,
      unusedOffersCount: tally.unused,
      ...(lastUnusedAtMs === null ? {} : { lastUnusedOfferAt: stampText(lastUnusedAtMs) }),
      ...(lastUsedAtMs === null ? {} : { lastUsedOfferAt: stampText(lastUsedAtMs) }),
      rejectSummaryLastOffers: last.map(lineJson),
      rejectSummaryLaunchAttempt: attempt.map(lineJson),
    },
    ...(withOffers ? { lastUnusedOffers: [...tally.lastUnused.values()].map(offerJson) } : {}),
    app: definitionJson(app.definition),
  };
}

/** GET /v2/queue */
export function listQueue(call: Call): void {
  const withOffers = call.exchange.query.getAll('embed').includes('lastUnusedOffers');
  const queue = call.world.cluster.launcher.items().map((item) => itemJson(item, withOffers));
  send(call.exchange, { queue });
}

/** DELETE /v2/queue/{id}/delay */
export function resetDelay(call: Call, id: string): void {
  const { cluster } = call.world;
  const queued = cluster.launcher.items().find(({ app }) => app.id === id);
  if (queued === undefined) throw notFound(`Application ${id} not found in tasks queue.`);
  cluster.launcher.resetDelay(queued.app);
  call.exchange.res.writeHead(204, commonHeaders(call.exchange));
  call.exchange.res.end();
}
