const hiddenMs = 1000;

/** Runs at the next paint, or within a second in a tab nobody sees: such a tab paints nothing, yet must not pile up what it hears. */
export function nextFrame(run: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(run, hiddenMs);
  else requestAnimationFrame(run);
}
