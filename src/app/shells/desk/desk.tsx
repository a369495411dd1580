import { useEffect, useRef, type ReactNode } from 'react';
import { useIsLost } from '../../../client/live.tsx';
import { useT } from '../../../i18n/use-t.tsx';
import { Bar } from './bar.tsx';
import { Hotkeys } from './hotkeys.tsx';
import { Notices } from './notices.tsx';
import { Overlays } from './overlays.tsx';
import { Rail } from './rail.tsx';
import { Title } from './title.tsx';
import { Toasts } from './toasts.tsx';

/** The operator's frame: rail, bar, page. */
export function Desk({ path, children }: { path: string; children: ReactNode }) {
  const t = useT();
  const main = useRef<HTMLElement>(null);
  const drawn = useRef(path);
  const isLost = useIsLost();
  // Syncs with the document: another page begins at its top, and those who read by ear are taken there.
  useEffect(() => {
    if (drawn.current === path) return;
    drawn.current = path;
    main.current?.scrollTo(0, 0);
    main.current?.focus();
  }, [path]);
  return (
    <div className="desk grid grid-cols-[168px_minmax(0,1fr)] grid-rows-[44px_auto_minmax(0,1fr)] max-mid:grid-cols-1 max-mid:grid-rows-[48px_auto_minmax(0,1fr)_auto]">
      <a href="#content" className="sr-only z-50 bg-raised p-2 focus:not-sr-only focus:absolute">
        {t('shell.toContent')}
      </a>
      <Bar />
      <Rail />
      <Notices />
      <main
        ref={main}
        id="content"
        tabIndex={-1}
        data-stale={isLost || undefined}
        className="relative min-h-0 w-full max-w-[2400px] overflow-auto focus:outline-none data-stale:grayscale max-mid:row-start-3"
      >
        {children}
      </main>
      <Toasts />
      <Overlays />
      <Hotkeys />
      <Title />
    </div>
  );
}
