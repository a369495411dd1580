const hiddenMs = 1000;

/**
 * Runs at the next paint, or within a second in a tab nobody sees: such a tab paints nothing, yet must not pile up what it hears. A tab
 * may be hidden between the two, so both are asked for and the first counts.
 */
export function nextFrame(run: () => void): void {
  let frame = 0;
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    run();
  }, hiddenMs);
  frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    run();
  });
}

/** Runs once what is drawn now has been seen: after the next paint and the frame that follows it. The returned function calls it off. */
export function afterPaint(run: () => void): () => void {
  let isOff = false;
  nextFrame(() => nextFrame(() => setTimeout(() => isOff || run())));
  return () => {
    isOff = true;
  };
}
