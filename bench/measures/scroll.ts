import type { Browser } from '@playwright/test';
import { openAtRest } from '../browser.ts';

/** What scrolling through everything looked like. */
export interface Scroll {
  droppedPercent: number;
  blankFrames: number;
}

/** Scrolls from top to bottom in five seconds; a frame is dropped for each whole 16.7 ms a frame came late, blank when no row stood mid-screen. */
export async function measureScroll(browser: Browser, url: string, seconds: number): Promise<Scroll> {
  const { page, close } = await openAtRest(browser, url, 1);
  const result = await page.evaluate(
    (totalMs) =>
      new Promise<Scroll>((done) => {
        const row = document.querySelector('[role="row"]');
        let box = row?.parentElement ?? null;
        while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
        const scroller = box ?? document.scrollingElement ?? document.documentElement;
        const way = scroller.scrollHeight - scroller.clientHeight;
        const rect = scroller.getBoundingClientRect();
        const began = performance.now();
        let last = began;
        let frames = 0;
        let dropped = 0;
        let blankFrames = 0;
        const step = (now: number): void => {
          frames += 1;
          dropped += Math.max(0, Math.round((now - last) / (1000 / 60)) - 1);
          last = now;
          const at = document.elementFromPoint(rect.left + rect.width / 3, rect.top + rect.height / 2);
          if (frames > 2 && !at?.closest('[role="row"]')) blankFrames += 1;
          const share = (now - began) / totalMs;
          scroller.scrollTop = way * Math.min(1, share);
          if (share < 1) requestAnimationFrame(step);
          else done({ droppedPercent: (100 * dropped) / (frames + dropped), blankFrames });
        };
        requestAnimationFrame(step);
      }),
    seconds * 1000,
  );
  await close();
  return result;
}
