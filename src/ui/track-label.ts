import { useT } from '../i18n/use-t.tsx';
import type { Segment } from './slot.ts';

/** A track in words: "3 healthy, 5 delayed". */
export function useTrackLabel(): (segments: readonly Segment[]) => string {
  const t = useT();
  return (segments) => {
    const parts = segments
      .filter(({ count }) => count > 0)
      .map(({ state, count }) => (state === 'suspended' ? t('slot.suspended') : t(`slot.${state}`, { count })));
    return parts.length === 0 ? t('slot.suspended') : parts.join(', ');
  };
}
