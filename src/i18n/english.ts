import { acts } from './en/acts.ts';
import { common } from './en/common.ts';
import { faults } from './en/faults.ts';
import { shell } from './en/shell.ts';
import type { Message, Messages } from './message.ts';

/** English as far as it is loaded: what every page says, and what the pages opened so far brought along. */
export const english: Record<string, Message> = { ...common, ...shell, ...acts, ...faults };

/** Adds a page's texts, once its code is there. */
export function addEnglish(...more: readonly Messages[]): void {
  Object.assign(english, ...more);
}
