import type { Attention } from '../../../domain/attention.ts';
import { count, duration, rate } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { oneLine } from '../../../ui/hostile.ts';

/** The half sentence beside a trouble's word, from the figures the rule gave; empty where they say nothing. */
export function detailOf({ trouble, figures, text }: Attention, nowMs: number, t: Translate): string {
  const of = (name: string): number | null => figures[name] ?? null;
  const few = of(trouble === 'failing' ? 'unhealthy' : 'missing');
  switch (trouble) {
    case 'failing':
    case 'waiting':
    case 'unreachable':
      // A trouble is held for a while after it was last seen: by then nothing of it may be left to count.
      return few === 0 ? '' : t(`wall.detail.${trouble}`, { few: count(few), of: count(of('wanted')) });
    case 'delayed': {
      const retryAtMs = of('retryAtMs');
      if (few === 0) return '';
      if (retryAtMs === null) return t('wall.detail.crashed', { few: count(few) });
      return t('wall.detail.delayed', { few: count(few), wait: duration(Math.max(0, retryAtMs - nowMs)) });
    }
    case 'queue-fills':
      return t('wall.detail.fills', { in: rate(of('inPerS')), out: rate(of('outPerS')) });
    case 'queue-undrained':
      return t('wall.detail.undrained', { few: count(of('depth')) });
    case 'deployment-stuck':
    case 'worker-gone':
    case 'broker-away':
    case 'source-lost':
      return text === null ? '' : oneLine(text, 80);
  }
}
