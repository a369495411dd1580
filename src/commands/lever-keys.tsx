import type { Target } from '../client/scene.ts';
import { useBindings } from './keymap.ts';
import { useLevers } from './levers.ts';

/** Puts a thing's levers on their keys while it is the one in focus: the page's subject, or the focused row. Draws nothing. */
export function LeverKeys({ target }: { target: Target }) {
  const levers = useLevers(target);
  useBindings(levers.flatMap(({ key, run }) => (key === null ? [] : [{ keys: key, run }])));
  return null;
}
