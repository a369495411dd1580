import type { Condition } from '../domain/app.ts';
import type { Trouble } from '../domain/attention.ts';
import { useT } from '../i18n/use-t.tsx';
import type { SlotState } from './slot.ts';

/** A state a mark can show: an app's condition, or a trouble of something else. */
export type Marked = Condition | Trouble;

interface Look {
  shape: SlotState | 'wedge' | 'buffer-stop';
  /** Class of the word. */
  ink: string;
}

const looks: Readonly<Record<Marked, Look>> = {
  failing: { shape: 'failing', ink: 'text-fail-t' },
  delayed: { shape: 'delayed', ink: 'text-delay-t' },
  waiting: { shape: 'waiting', ink: 'text-wait-t' },
  unreachable: { shape: 'unreachable', ink: 'text-lost-t' },
  deploying: { shape: 'starting', ink: 'text-dep-t' },
  unchecked: { shape: 'unchecked', ink: 'text-ink-2' },
  healthy: { shape: 'healthy', ink: 'text-ink-2' },
  suspended: { shape: 'suspended', ink: 'text-ink-3' },
  'deployment-stuck': { shape: 'starting', ink: 'text-dep-t' },
  'queue-fills': { shape: 'wedge', ink: 'text-wait-t' },
  'queue-undrained': { shape: 'buffer-stop', ink: 'text-wait-t' },
  'worker-gone': { shape: 'unreachable', ink: 'text-lost-t' },
  'broker-away': { shape: 'unreachable', ink: 'text-lost-t' },
  'source-lost': { shape: 'unreachable', ink: 'text-lost-t' },
};

/** The shape alone; the word must stand nearby. */
export function StateShape({ state }: { state: Marked }) {
  const { shape } = looks[state];
  const isSlot = shape !== 'wedge' && shape !== 'buffer-stop';
  return (
    <span className="mark" aria-hidden="true">
      <i className={isSlot ? 'slot' : shape} data-state={shape} />
    </span>
  );
}

/** The name of a state in the reader's language. */
export function useStateWord(): (state: Marked) => string {
  const t = useT();
  return (state) => {
    switch (state) {
      case 'failing':
      case 'delayed':
      case 'waiting':
      case 'unreachable':
      case 'deploying':
      case 'unchecked':
      case 'healthy':
      case 'suspended':
        return t(`condition.${state}`);
      case 'deployment-stuck':
      case 'queue-fills':
      case 'queue-undrained':
      case 'worker-gone':
      case 'broker-away':
      case 'source-lost':
        return t(`trouble.${state}`);
    }
  };
}

/** Shape and word of a state. Healthy rows carry no coloured word and no shape: a calm cluster is calm. */
export function StateMark({ state, quiet = false }: { state: Marked; quiet?: boolean }) {
  const word = useStateWord();
  const isCalm = state === 'healthy' || state === 'unchecked';
  // Room where the shape would stand, without an element for it: a list has hundreds.
  if (quiet && isCalm) return <span className={`pl-5 whitespace-nowrap ${looks[state].ink}`}>{word(state)}</span>;
  return (
    <span
      className={`inline-flex items-center gap-2 whitespace-nowrap ${looks[state].ink} ${isCalm || state === 'suspended' ? '' : 'font-medium'}`}
    >
      <StateShape state={state} />
      {word(state)}
    </span>
  );
}
