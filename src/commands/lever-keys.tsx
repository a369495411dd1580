import type { Target } from '../client/scene.ts';
import { useBindings } from './keymap.ts';
import { useLevers } from './levers.ts';

/** The levers that count, by their command. */
const steps: Readonly<Record<string, 1 | -1>> = {
  'scale-up': 1,
  'scale-down': -1,
  'grow-pool': 1,
  'shrink-pool': -1,
};

interface LeverKeysProps {
  target: Target;
  /** Takes the steps of those that count, so that keys gather like clicks. */
  onStep?: (by: 1 | -1) => void;
}

/** Puts a thing's levers on their keys while it is the one in focus: the page's subject, or the focused row. Draws nothing. */
export function LeverKeys({ target, onStep }: LeverKeysProps) {
  const levers = useLevers(target);
  // A step down from a count that is only being chosen is possible where the one that is could not go down.
  const canStep = levers.some(({ id, disabledReason }) => id in steps && disabledReason === null);
  useBindings(
    levers.flatMap(({ id, key, run }) => {
      if (key === null) return [];
      const by = steps[id];
      if (by === undefined || onStep === undefined) return [{ keys: key, run }];
      return [{ keys: key, run: () => void (canStep && onStep(by)) }];
    }),
  );
  return null;
}
