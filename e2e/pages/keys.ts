import type { Locator, Page } from '@playwright/test';

const most = 120;

/**
 * Moves the focus by Tab alone until it is on the given element, as somebody without a mouse does. With `Shift+Tab` it comes from the
 * end, where what has just opened stands.
 */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${String(target)} was not reached by ${most} × ${key}`);
}
