import { expect, type Page } from '@playwright/test';

/** A picture by its name; PNG in base64. */
export interface NamedPicture {
  name: string;
  picture: string;
}

/** Shows the page as somebody sees it who sees no colour, or no difference of red and green. */
export async function seenAs(page: Page, type: 'achromatopsia' | 'deuteranopia'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setEmulatedVisionDeficiency', { type });
}

/** A part of the window, in pixels. */
export interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Takes the picture of something that was at the same place before and after: a list may change its order in between. */
export async function pictureOf(page: Page, place: () => Promise<Clip>): Promise<string> {
  let picture = '';
  await expect(async () => {
    const clip = await place();
    picture = (await page.screenshot({ clip })).toString('base64');
    expect(await place(), 'it stays where it is').toEqual(clip);
  }).toPass({ timeout: 10_000 });
  return picture;
}

/** Of 256 levels of grey: less is no difference that an eye can rely on. */
const SEEN = 40;
/** Share of the picture that must differ by that. */
const ENOUGH = 0.04;

/** Pairs of pictures that nobody could tell apart by brightness alone. */
export async function alikePairs(page: Page, pictures: readonly NamedPicture[]): Promise<string[]> {
  const greys = await page.evaluate(async (found) => {
    const greyOf = async (base64: string): Promise<number[]> => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const grey: number[] = [];
      for (let at = 0; at < data.length; at += 4)
        grey.push(0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0));
      return grey;
    };
    return Promise.all(found.map(({ picture }) => greyOf(picture)));
  }, pictures);
  const shareApart = (a: readonly number[], b: readonly number[]): number =>
    a.filter((grey, at) => Math.abs(grey - (b[at] ?? 0)) >= SEEN).length / a.length;
  return pictures.flatMap(({ name }, first) =>
    pictures.slice(first + 1).flatMap((other, offset) => {
      const share = shareApart(greys[first] ?? [], greys[first + 1 + offset] ?? []);
      return share < ENOUGH
        ? [`${name} and ${other.name} differ in ${(share * 100).toFixed(1)} % of their pixels`]
        : [];
    }),
  );
}
