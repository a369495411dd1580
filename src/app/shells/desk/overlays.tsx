import { lazy, Suspense } from 'react';
import { usePlace } from '../../../client/place.ts';
import { usePaletteOpen } from '../../../commands/palette-door.ts';

const DialogHost = lazy(async () => ({ default: (await import('../../../commands/dialog-host.tsx')).DialogHost }));
const Palette = lazy(async () => ({ default: (await import('../../../commands/palette.tsx')).Palette }));

/** What lies over the page; its code comes when it is first wanted. */
export function Overlays() {
  const { search } = usePlace();
  const isPaletteOpen = usePaletteOpen();
  return (
    <Suspense fallback={null}>
      {search['dialog'] !== undefined && <DialogHost />}
      {isPaletteOpen && <Palette />}
    </Suspense>
  );
}
