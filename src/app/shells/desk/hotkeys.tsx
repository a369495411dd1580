import { usePlace } from '../../../client/place.ts';
import { keysDialog } from '../../../commands/dialog-address.ts';
import { useBindings, useKeyboard } from '../../../commands/keymap.ts';
import { openPalette } from '../../../commands/palette-door.ts';
import { useProblemWalk } from '../../../commands/problems.ts';
import { sections } from '../../../commands/sections.ts';

/** The keys that work everywhere. Draws nothing. */
export function Hotkeys() {
  const place = usePlace();
  const walk = useProblemWalk();
  useKeyboard();
  useBindings([
    { keys: '/', run: openPalette },
    { keys: '?', run: () => place.set({ dialog: keysDialog }, 'push') },
    { keys: 'j', run: () => walk(1) },
    { keys: 'k', run: () => walk(-1) },
    ...sections.map(({ key, path }) => ({ keys: `g ${key}`, run: () => place.go(path) })),
  ]);
  return null;
}
