import { useSyncExternalStore } from 'react';

let isOpen = false;
const listeners = new Set<() => void>();

function tell(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the palette. */
export function openPalette(): void {
  tell(true);
}

/** Closes the palette. */
export function closePalette(): void {
  tell(false);
}

/** Whether the palette is open. */
export function usePaletteOpen(): boolean {
  return useSyncExternalStore(subscribe, () => isOpen);
}
