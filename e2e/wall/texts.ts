import type { Page } from '@playwright/test';

/** A text as it is drawn, in pixels; cut to what its surroundings show of it. */
export interface DrawnText {
  text: string;
  sizePx: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Every text on the wall with its size and its place, those within pictures too; the veil apart, which is not seen. */
export function drawnTexts(page: Page): Promise<readonly DrawnText[]> {
  return page.evaluate(() => {
    const drawn: DrawnText[] = [];
    for (const element of document.querySelectorAll<HTMLElement | SVGElement>('.wall *')) {
      const nodes = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent?.trim());
      const [first] = nodes;
      const last = nodes.at(-1);
      if (!first || !last || element.closest('.wall-veil')) continue;
      const isPicture = element instanceof SVGGraphicsElement;
      const scale = isPicture ? (element.getScreenCTM()?.a ?? 0) : 1;
      const range = document.createRange();
      range.setStartBefore(first);
      range.setEndAfter(last);
      let { left, top, right, bottom } = isPicture ? element.getBoundingClientRect() : range.getBoundingClientRect();
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflow === 'visible') continue;
        const edge = around.getBoundingClientRect();
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      const own = element.getBoundingClientRect();
      if (getComputedStyle(element).overflow !== 'visible') {
        [left, right] = [Math.max(left, own.left), Math.min(right, own.right)];
      }
      if (right <= left || bottom <= top) continue;
      const sizePx = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      drawn.push({ text: nodes.map((node) => node.textContent).join(''), sizePx, left, top, right, bottom });
    }
    return drawn;
  });
}

/** Pairs of texts that lie over each other, as far as a reader would notice: a line's box is higher than its letters. */
export function collisions(texts: readonly DrawnText[]): string[] {
  const found: string[] = [];
  for (const [index, a] of texts.entries()) {
    for (const b of texts.slice(index + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 0.3 * Math.min(a.sizePx, b.sizePx)) found.push(`“${a.text}” and “${b.text}”`);
    }
  }
  return found;
}
