import { useLayoutEffect, useRef, useState } from 'react';
import { createKeyReader, type Binding } from './key-stroke.ts';

// The one place that listens to the keyboard for the whole page.

interface Layer {
  bindings(): readonly Binding[];
}

/** Later layers are nearer to what the reader looks at and win. */
const layers: Layer[] = [];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/**
 * Binds keys while the component lives; syncs with the page's keyboard. Before what they act on is painted: after it, a key pressed at
 * what one sees would find the list of a moment ago, or nobody who listens.
 */
export function useBindings(bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useLayoutEffect(() => {
    const layer: Layer = { bindings: () => latest.current };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, []);
}

/** Listens to the keyboard; once per page, in its frame. A dialog or a menu keeps the keys to itself. */
export function useKeyboard(): void {
  const [read] = useState(createKeyReader);
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [popover]:popover-open')) return;
      const { key, ctrlKey: ctrl, metaKey: meta, altKey: alt } = event;
      const bound = layers.toReversed().flatMap((layer) => layer.bindings());
      if (read({ key, ctrl, meta, alt }, event.timeStamp, bound)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [read]);
}
