const patienceMs = 20_000;

/**
 * Reloads once the page is served; false while it is not. A reload into a gateway that is away would leave the browser's own error page,
 * from which nothing of ours could come back.
 */
export async function reloadOnceServed(): Promise<boolean> {
  try {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) return false;
  } catch {
    return false;
  }
  location.reload();
  return true;
}
