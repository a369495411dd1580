import type { Preferences } from '../client/preferences.ts';

/** Puts the chosen theme on the page; `system` leaves it to the browser. */
export function applyTheme(theme: Preferences['theme']): void {
  const { documentElement } = document;
  if (theme === 'system') delete documentElement.dataset['theme'];
  else documentElement.dataset['theme'] = theme;
}
