import { useEffect, useRef } from 'react';
import { useT } from '../../../../i18n/use-t.tsx';

/**
 * A dead man's handle: an animation with a long delay that every change of `beat` winds back. It runs on the compositor, so it covers the
 * page even while its script hangs.
 */
export function Veil({ beat }: { beat: number | null }) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  const wound = useRef<number | null>(null);
  // Syncs with the browser's animation clock.
  useEffect(() => {
    if (wound.current === beat) return;
    wound.current = beat;
    for (const animation of ref.current?.getAnimations() ?? []) animation.currentTime = 0;
  }, [beat]);
  return (
    <div ref={ref} className="wall-veil" aria-hidden="true">
      {t('wall.veil')}
    </div>
  );
}
