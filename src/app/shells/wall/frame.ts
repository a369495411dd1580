/** The wall's canvas: everything is placed in units of one hundredth of the long side's share, so that 720p and 4K draw the same picture. */
export interface Frame {
  portrait: boolean;
  /** Pixels of one unit: a hundredth of the height in landscape and of the long side in portrait. */
  unitPx: number;
  /** The canvas in units. */
  width: number;
  height: number;
  /** Where the mosaic lies. */
  mosaic: Box;
  /** Where the panel of the scene lies. */
  panel: Box;
}

/** A rectangle in units. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The canvas of a window: the unit is the smaller of 1 vh and 0.5625 vw, so that nothing is cut on wide or square screens. */
export function frameOf(widthPx: number, heightPx: number): Frame {
  if (heightPx > widthPx) {
    const unitPx = Math.min(heightPx / 100, widthPx / 56.25);
    return {
      portrait: true,
      unitPx,
      width: 56.25,
      height: 100,
      mosaic: { x: 3, y: 22.5, w: 50.25, h: 33 },
      panel: { x: 3, y: 57, w: 50.25, h: 32 },
    };
  }
  const unitPx = Math.min(heightPx / 100, widthPx / 177.78);
  return {
    portrait: false,
    unitPx,
    width: 177.78,
    height: 100,
    mosaic: { x: 4, y: 24.8, w: 105, h: 65.2 },
    panel: { x: 116.4, y: 24.8, w: 57.4, h: 65.2 },
  };
}
