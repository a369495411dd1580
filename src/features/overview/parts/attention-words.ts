import type { Attention } from '../../../domain/attention.ts';
import type { OfferReason } from '../../../domain/launch.ts';
import type { EpochMs } from '../../../domain/units.ts';
import { count, duration, rate } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';

const offerReasons = [
  'UnfulfilledRole',
  'UnfulfilledConstraint',
  'NoCorrespondingReservationFound',
  'AgentMaintenance',
  'InsufficientCpus',
  'InsufficientMemory',
  'InsufficientDisk',
  'InsufficientGpus',
  'InsufficientPorts',
  'DeclinedScarceResources',
] as const satisfies readonly OfferReason[];

/** Why something needs someone, in one sentence made from its figures; a figure that is not known is left out, never guessed. */
export function whyOf(item: Attention, nowMs: EpochMs, t: Translate): string {
  const { figures } = item;
  const wanted = figures['wanted'];
  switch (item.trouble) {
    case 'failing':
      // A trouble is held for a while after it was last seen: by then nothing of it may be left to count.
      if (figures['unhealthy'] === 0) return t('overview.why.clears');
      return wanted === undefined || figures['unhealthy'] === undefined
        ? t('overview.why.failingSome')
        : t('overview.why.failing', { count: figures['unhealthy'], of: wanted });
    case 'delayed':
    case 'unreachable':
      // While the old instances serve all that is wanted, those that end are of the new version.
      if (item.trouble === 'delayed' && figures['missing'] === 0 && figures['waiting'] !== undefined)
        return t('overview.why.delayedNew', { count: figures['waiting'] });
      if (figures['missing'] === 0) return t('overview.why.clears');
      return wanted === undefined || figures['missing'] === undefined
        ? t(`overview.why.${item.trouble}Some`)
        : t(`overview.why.${item.trouble}`, { count: figures['missing'], of: wanted });
    case 'waiting':
      return waitingWhy(item, t);
    case 'deployment-stuck':
      return figures['step'] === undefined || figures['stepCount'] === undefined
        ? t('overview.why.stuck', { age: duration(nowMs - item.sinceMs) })
        : t('overview.why.stuckAt', {
            step: figures['step'],
            of: figures['stepCount'],
            age: duration(nowMs - item.sinceMs),
          });
    case 'queue-fills':
      return fillsWhy(figures, t);
    case 'queue-undrained':
      return figures['depth'] === undefined
        ? t('overview.why.undrainedSome')
        : t('overview.why.undrained', { count: figures['depth'] });
    case 'worker-gone':
      return t('overview.why.gone');
    case 'broker-away':
      return t('overview.why.away');
    case 'source-lost':
      return t('overview.why.lost');
  }
}

/** A queue is called for a minute after it last grew: by then as much may go out as comes in. */
function fillsWhy({ inPerS, outPerS }: Attention['figures'], t: Translate): string {
  if (inPerS === undefined || outPerS === undefined) return t('overview.why.fillsSome');
  const rates = { in: rate(inPerS), out: rate(outPerS) };
  return t(inPerS > outPerS ? 'overview.why.fills' : 'overview.why.fillsNoMore', rates);
}

function waitingWhy(item: Attention, t: Translate): string {
  const wanted = item.figures['wanted'];
  const waiting = item.figures['waiting'] ?? item.figures['missing'];
  if (wanted === undefined || waiting === undefined) return t('overview.why.waitingSome');
  const reason = offerReasons.find((one) => one === item.text);
  if (reason === undefined) return t('overview.why.waiting', { count: waiting, of: wanted });
  return t('overview.why.waitingFor', { count: waiting, of: wanted, blocker: t(`blocker.${reason}`) });
}

/** The upstream's own words that explain it; null where the sentence above has said them. */
export function quoteOf(item: Attention): string | null {
  if (item.text === null || item.text.trim() === '') return null;
  return item.trouble === 'waiting' && offerReasons.some((one) => one === item.text) ? null : item.text;
}

/** The figure at the right: running of wanted, a queue's depth, a step; null where there is none. */
export function figureOf(item: Attention): { strong: string; weak: string | null } | null {
  const { figures } = item;
  switch (item.subject.kind) {
    case 'app': {
      const wanted = figures['wanted'];
      const missing = figures['missing'];
      return wanted === undefined || missing === undefined
        ? null
        : { strong: count(Math.max(0, wanted - missing)), weak: count(wanted) };
    }
    case 'queue':
      return { strong: count(figures['depth']), weak: null };
    case 'deployment':
      return figures['step'] === undefined
        ? null
        : { strong: count(figures['step']), weak: count(figures['stepCount']) };
    case 'worker':
    case 'source':
      return null;
  }
}
