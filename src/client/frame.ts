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
